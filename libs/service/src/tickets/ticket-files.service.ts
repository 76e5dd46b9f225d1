import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import { AuditTrail } from '#organization';
import {
  DomainError,
  FileStore,
  newId,
  type Scope,
  StoredFile,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { validateFile } from '../domain/tickets/photo.js';
import { isFinal } from '../domain/tickets/ticket-states.js';
import { TicketFile } from '../entities/ticket-file.entity.js';
import { isImage, reencodeImage } from './reencode-image.js';
import { isOwnTicket, loadOwnershipParameter } from '../visits/technician-scope.js';
import { addEntry, getTicket, emitTicketEvent } from './tickets.store.js';

export interface FileUpload {
  readonly name: string;
  readonly bytes: Buffer;
  readonly caption?: string;
}

export interface ReadFile {
  readonly name: string;
  readonly mime: string;
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** Manages photos and documents of tickets. */
@Injectable()
export class TicketFiles {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
  ) {}

  /**
   * Attaches a file to a ticket, visible to everyone who sees the ticket. Its type is detected from its bytes, and
   * images are re-encoded without metadata. Sending the same bytes again returns the existing file, because a phone
   * that did not receive the response sends them again.
   * @returns the file's id
   * @throws DomainError service.ticket_not_found, service.ticket_over, and the errors of `validateFile` and
   *   `reencodeImage`
   */
  async attach(scope: Scope, ticketId: string, file: FileUpload): Promise<string> {
    const detectedType = await fileTypeFromBuffer(file.bytes);
    const name = validateFile(file.name, file.bytes.length, detectedType?.mime);
    // The ticket is checked first, so that files that no ticket accepts can't fill the store.
    const existingId = await this.unitOfWork.run(scope, async (tx) => {
      await getTicket(tx, ticketId);
      return findDuplicate(tx, ticketId, file.bytes);
    });
    if (existingId !== undefined) return existingId;
    const mime = detectedType!.mime;
    const { bytes, capturedAt } = isImage(mime)
      ? await reencodeImage(file.bytes, mime)
      : { bytes: file.bytes, capturedAt: null };
    const originalSha256 = sha256Of(file.bytes);
    const id = newId();
    const sha256 = await this.files.put(scope.makerId, id, bytes);
    const attached = await this.unitOfWork.run(scope, async (tx) => {
      const ticket = await getTicket(tx, ticketId, { forChange: true });
      // A phone may send the file again while its first request is being processed.
      const duplicate = await findDuplicate(tx, ticketId, file.bytes);
      if (duplicate !== undefined) return duplicate;
      if (isFinal(ticket.state)) throw new DomainError('service.ticket_over', { state: ticket.state });
      await tx.manager.insert(StoredFile, {
        makerId: scope.makerId,
        id,
        customerId: ticket.customerId,
        name,
        mime,
        bytes: String(bytes.length),
        sha256,
        purpose: 'ticket',
        createdBy: scope.userId,
        createdAt: tx.now,
      });
      await tx.manager.insert(TicketFile, {
        makerId: scope.makerId,
        ticketId,
        fileId: id,
        caption: file.caption ?? '',
        originalSha256,
        capturedAt,
      });
      await addEntry(tx, ticketId, { kind: 'file', params: { fileId: id, name }, note: file.caption });
      await AuditTrail.write(tx, {
        action: 'service.ticket_file_added',
        entity: 'ticket',
        entityId: ticketId,
        after: { fileId: id, mime, sha256, originalSha256, capturedAt },
      });
      await emitTicketEvent(tx, 'ticket_changed', ticketId);
      return id;
    });
    if (attached !== id) await this.files.remove(scope.makerId, id);
    return attached;
  }

  /** @throws DomainError service.file_not_found, including for a file of a ticket outside the scope */
  async read(scope: Scope, id: string): Promise<ReadFile> {
    const record = await this.unitOfWork.run(scope, async (tx) => {
      const [row]: { name: string; mime: string; sha256: string }[] = await tx.manager.query(
        `select f.name, f.mime, f.sha256
           from stored_file f
           join ticket_file l on l.maker_id = f.maker_id and l.file_id = f.id
           join ticket t on t.maker_id = l.maker_id and t.id = l.ticket_id
          where f.maker_id = $1 and f.id = $2 and ${isOwnTicket(3)}`,
        [scope.makerId, id, await loadOwnershipParameter(tx)],
      );
      return row;
    });
    const bytes = record && (await this.files.get(scope.makerId, id));
    if (!bytes) throw new DomainError('service.file_not_found', { id });
    return { ...record, bytes };
  }
}

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Returns the ticket's file with exactly these bytes. */
async function findDuplicate(tx: Transaction, ticketId: string, bytes: Buffer): Promise<string | undefined> {
  const [duplicate]: { id: string }[] = await tx.manager.query(
    `select f.id from ticket_file l join stored_file f on f.maker_id = l.maker_id and f.id = l.file_id
      where l.maker_id = $1 and l.ticket_id = $2 and coalesce(l.original_sha256, f.sha256) = $3 limit 1`,
    [tx.scope.makerId, ticketId, sha256Of(bytes)],
  );
  return duplicate?.id;
}
