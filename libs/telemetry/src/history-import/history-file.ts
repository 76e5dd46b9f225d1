import type { FileHandle } from 'node:fs/promises';
import { DomainError, type UploadedFiles } from '#platform';
import type { HistoryDialect, HistoryFormat } from '../domain/history-import/plan.js';
import { type FileHead, recogniseHead } from '../domain/history-import/recognise.js';
import { findEndOfRecords } from '../domain/history-import/records.js';

const INITIAL_PIECE_BYTES = 256 * 1024;
const HEAD_BYTES = 512 * 1024;
const MAX_RECORD_BYTES = 4 * 1024 * 1024;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Complete records of a file. */
export interface FilePiece {
  readonly text: string;
  /** Start of the next piece. */
  readonly end: number;
}

/** Opens an import's file. @throws DomainError telemetry.import_file_missing */
export function openImportFile(files: UploadedFiles, makerId: string, id: string): Promise<FileHandle> {
  return files.open(makerId, id).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new DomainError('telemetry.import_file_missing');
    throw error;
  });
}

/**
 * Reads records from a position of a file, up to the size of a piece.
 * @param bytes size of the file
 * @returns null at the end of the file
 * @throws DomainError telemetry.import_record_too_long
 */
export async function readPiece(
  file: FileHandle,
  bytes: number,
  position: number,
  format: HistoryFormat,
): Promise<FilePiece | null> {
  if (position >= bytes) return null;
  for (let length = INITIAL_PIECE_BYTES; ; length *= 4) {
    const piece = await readBytes(file, position, Math.min(length, bytes - position));
    const end = position + piece.length >= bytes ? piece.length : findEndOfRecords(piece, format);
    if (end > 0) return { text: piece.toString('utf8', 0, end), end: position + end };
    if (length >= MAX_RECORD_BYTES)
      throw new DomainError('telemetry.import_record_too_long', {
        at: position,
        limit: MAX_RECORD_BYTES,
      });
  }
}

/**
 * Detects a file's format from its beginning.
 * @param chosen settings that are already known, which override detection
 * @returns `bytes` of the head is the position of the first row in the file
 * @throws DomainError telemetry.import_not_utf8, telemetry.import_empty
 */
export async function readFileHead(
  file: FileHandle,
  bytes: number,
  chosen: Partial<HistoryDialect>,
): Promise<FileHead> {
  const head = await readBytes(file, 0, Math.min(HEAD_BYTES, bytes));
  const byteOrderMarkBytes = head.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
  const isComplete = head.length === bytes;
  const end = isComplete ? head.length : head.lastIndexOf(10) + 1;
  const text = decode(head.subarray(byteOrderMarkBytes, end));
  const found = recogniseHead(text, chosen);
  if (found.columns.length === 0 || found.records.length === 0)
    throw new DomainError('telemetry.import_empty');
  return { ...found, bytes: found.bytes + byteOrderMarkBytes };
}

function decode(bytes: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // The error is thrown below, as for content with NUL bytes, which is UTF-16 or not text.
  }
  throw new DomainError('telemetry.import_not_utf8');
}

async function readBytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await file.read(buffer, read, length - read, position + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return buffer.subarray(0, read);
}
