import { StreamableFile } from '@nestjs/common';
import type { BankFileContent } from '#receivables';

/** Sends a file for a bank as a download. */
export function toDownload({ name, bytes }: BankFileContent): StreamableFile {
  return new StreamableFile(bytes, {
    type: 'application/xml',
    disposition: `attachment; filename="${name}"`,
    length: bytes.length,
  });
}
