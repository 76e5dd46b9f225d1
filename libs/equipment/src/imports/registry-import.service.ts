import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { CustomersService, SitesService } from '#customers';
import { AuditTrail, Maker } from '#organization';
import {
  Clock,
  DomainError,
  type FilePurpose,
  FileStore,
  newId,
  type Scope,
  SecretBox,
  StoredFile,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { type IssuedCredential, DeviceCredentialsService } from '../security/device-credentials.service.js';
import type { CheckedRows, ImportContext } from '../domain/import/check-rows.js';
import { IMPORT_COLUMNS, type ImportKind } from '../domain/import/columns.js';
import type { ImportFault, ImportTable } from '../domain/import/fault.js';
import { countries, zones } from '../domain/import/geography.js';
import { exampleCodes, exampleRow } from '../domain/import/example-row.js';
import { type ImportPreview, previewImport } from '../domain/import/preview.js';
import { readImportFile } from './import-file.reader.js';
import { importTemplate } from './import-template.js';
import { insertImportedMachines } from './imported-machines.store.js';
import { formatImportToken, type ImportToken, readImportToken } from './import-token.js';
import { findKnownRegistry } from './known-registry.queries.js';

export interface ImportRequest {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly bytes: Buffer;
  /** Field by header, for columns that the user has mapped; null to omit a column. */
  readonly columns?: Readonly<Record<string, string | null>>;
}

export interface PreviewedImport extends Omit<ImportPreview, 'checked'> {
  readonly kind: ImportKind;
  readonly delimiter: string;
  readonly table: ImportTable;
  /** Token that permits the import of exactly this file; null if the file has faults. */
  readonly token: string | null;
}

export interface ImportedRows {
  readonly kind: ImportKind;
  readonly created: number;
  /** Passwords of the devices created with machines, shown only once. */
  readonly credentials: readonly (IssuedCredential & { readonly serial: string })[];
}

const PENDING_PURPOSE: FilePurpose = 'registry_import';
const DONE_PURPOSE: FilePurpose = 'registry_import_done';
const TOKEN_HOURS = 24;

/** Imports customers, sites and machines from a file, completely or not at all. */
@Injectable()
export class RegistryImportService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
    private readonly customers: CustomersService,
    private readonly sites: SitesService,
    private readonly credentials: DeviceCredentialsService,
  ) {}

  /**
   * Returns all faults of a file without importing it. A file without faults is stored, and its token permits the
   * import of exactly these bytes for a day.
   * @throws DomainError equipment.import_too_large, equipment.import_not_utf8, equipment.import_unreadable,
   *   equipment.import_empty, equipment.import_too_many_rows
   */
  async preview(
    scope: Scope,
    { kind, fileName, bytes, columns = {} }: ImportRequest,
  ): Promise<PreviewedImport> {
    const { table, delimiter } = readImportFile(bytes);
    const { checked: _rows, ...preview } = await this.unitOfWork.run(scope, (tx) =>
      previewRows(tx, kind, table, columns),
    );
    const isValid = preview.faults.length === 0;
    return {
      kind,
      delimiter,
      table,
      ...preview,
      token: isValid ? await this.storeFile(scope, kind, fileName, bytes, columns) : null,
    };
  }

  /**
   * Imports a previewed file in one transaction. The file is checked again, because the registry may have changed.
   * @param withCredentials whether to issue passwords for the devices created with machines
   * @throws DomainError equipment.import_token_invalid, equipment.import_done, equipment.import_outdated if the file
   *   now has faults, and the errors of creating its rows individually
   */
  async run(scope: Scope, token: string, { withCredentials = false } = {}): Promise<ImportedRows> {
    const { fileId, sha256, kind, columns } = readImportToken(this.secrets, token, scope, this.clock.now());
    const bytes = await this.files.get(scope.makerId, fileId);
    if (!bytes || hashOf(bytes) !== sha256) throw new DomainError('equipment.import_token_invalid');
    const { table } = readImportFile(bytes);
    return this.unitOfWork.run(scope, async (tx) => {
      await this.markFileImported(tx, fileId);
      const { faults, checked } = await previewRows(tx, kind, table, columns);
      assertStillValid(faults);
      const credentials = await this.createRows(tx, checked, withCredentials);
      await AuditTrail.write(tx, {
        action: 'equipment.registry_imported',
        entity: 'stored_file',
        entityId: fileId,
        after: { kind, rows: table.rows.length, sha256 },
      });
      return { kind, created: table.rows.length, credentials };
    });
  }

  /** Returns a template with an example that refers to existing objects. */
  template(scope: Scope, kind: ImportKind, delimiter: ',' | ';'): Promise<string> {
    return this.unitOfWork.run(scope, async (tx) => {
      const candidates = { headers: [], rows: [{ row: 1, cells: exampleCodes(kind) }] };
      const known = await findKnownRegistry(tx, candidates);
      const { zone } = await tx.manager.findOneByOrFail(Maker, { id: tx.scope.makerId });
      const today = DateTime.fromJSDate(tx.now, { zone }).toISODate()!;
      return importTemplate(IMPORT_COLUMNS[kind], delimiter, exampleRow(kind, known, today));
    });
  }

  private async storeFile(
    scope: Scope,
    kind: ImportKind,
    name: string,
    bytes: Buffer,
    columns: ImportToken['columns'],
  ): Promise<string> {
    const fileId = newId();
    const sha256 = await this.files.put(scope.makerId, fileId, bytes);
    return this.unitOfWork.run(scope, async (tx) => {
      await tx.manager.insert(StoredFile, {
        makerId: scope.makerId,
        id: fileId,
        customerId: null,
        name,
        mime: 'text/csv',
        bytes: String(bytes.length),
        sha256,
        purpose: PENDING_PURPOSE,
        createdBy: scope.userId,
        createdAt: tx.now,
      });
      const expiresAt = new Date(tx.now.getTime() + TOKEN_HOURS * 3_600_000);
      return formatImportToken(this.secrets, {
        makerId: scope.makerId,
        userId: scope.userId,
        fileId,
        sha256,
        kind,
        columns,
        expiresAt,
      });
    });
  }

  /**
   * Marks the file as imported. A second request waits here for the first, and then fails because the file is already
   * imported.
   */
  private async markFileImported(tx: Transaction, fileId: string): Promise<void> {
    const file = await tx.manager.findOne(StoredFile, {
      where: { makerId: tx.scope.makerId, id: fileId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!file) throw new DomainError('equipment.import_token_invalid');
    if (file.purpose === DONE_PURPOSE) throw new DomainError('equipment.import_done', { file: file.name });
    await tx.manager.update(StoredFile, { makerId: tx.scope.makerId, id: fileId }, { purpose: DONE_PURPOSE });
  }

  private async createRows(
    tx: Transaction,
    checked: CheckedRows,
    withCredentials: boolean,
  ): Promise<ImportedRows['credentials']> {
    switch (checked.kind) {
      case 'customers':
        for (const row of checked.rows) await this.customers.createWithin(tx, row);
        return [];
      case 'sites':
        for (const row of checked.rows) await this.sites.createWithin(tx, row);
        return [];
      case 'machines': {
        const created = await insertImportedMachines(tx, checked.rows);
        if (!withCredentials) return [];
        const issued = await this.credentials.issueFirstWithin(
          tx,
          created.map(({ device }) => device),
        );
        return issued.map((credential, index) => ({ serial: created[index]!.serial, ...credential }));
      }
    }
  }
}

async function previewRows(
  tx: Transaction,
  kind: ImportKind,
  table: ImportTable,
  columns: ImportToken['columns'],
): Promise<ImportPreview> {
  const { zone: makerZone } = await tx.manager.findOneByOrFail(Maker, { id: tx.scope.makerId });
  const context: ImportContext = {
    todayIn: (zone) => DateTime.fromJSDate(tx.now, { zone }).toISODate()!,
    makerZone,
    countries: countries(),
    zones: zones(),
  };
  return previewImport(kind, table, await findKnownRegistry(tx, table), context, columns);
}

function assertStillValid(faults: readonly ImportFault[]): void {
  const [first] = faults;
  if (!first) return;
  const { row, column, code } = first;
  throw new DomainError('equipment.import_outdated', { faults: faults.length, row, column, code });
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
