import { createHash } from 'node:crypto';
import type { BankFile } from '../entities/bank-file.js';

/** The bytes of a file for a bank. */
export interface BankFileContent {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Returns the columns of a file's content. @param content in UTF-8 */
export function toStoredContent(content: string): Pick<BankFile, 'content' | 'sha256'> {
  return { content, sha256: createHash('sha256').update(content, 'utf8').digest('hex') };
}

/** Returns the stored bytes of a file, which never change. */
export function toFileContent(name: string, { content }: Pick<BankFile, 'content'>): BankFileContent {
  return { name, bytes: Buffer.from(content, 'utf8') };
}
