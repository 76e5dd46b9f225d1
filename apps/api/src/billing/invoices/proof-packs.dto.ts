import { ApiProperty } from '@nestjs/swagger';
import { NamedDto } from '../../contracts/contracts.dto.js';
import { PageQueryDto } from '../../http/page-query.dto.js';

export class ProofPackQueryDto extends PageQueryDto {}

export class PackFileDto {
  name: string;
  bytes: number;
  /** SHA-256 of the ZIP file, hexadecimal. The pack's `root` identifies its content. */
  sha256: string;
}

export class PackFaultDto {
  code: string;
  params: Record<string, string | number | boolean | null>;
}

export class ProofPackDto {
  id: string;
  invoiceId: string;
  /** Number of the contract. */
  contract: string;
  customer: NamedDto;
  /** The first day billed, `YYYY-MM-DD`. */
  periodFrom: string;
  /** The last day billed, inclusive. */
  periodEndsOn: string;
  /** Deprecated: the day after the last day. Use `periodEndsOn` instead. */
  @ApiProperty({ deprecated: true })
  periodTo: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Number of readings in the pack so far. `total` is the number of all readings, or 0 while it is not known. */
  done: number;
  total: number;
  /**
   * SHA-256 over the whole content, hexadecimal. It never changes; null until the pack is created for the first time.
   */
  root: string | null;
  readings: number;
  /** ZIP file of the pack; null until it is created, and after a later pack of the same invoice has replaced it. */
  file: PackFileDto | null;
  /** Reason why the last attempt failed; null if it did not fail. */
  fault: PackFaultDto | null;
  askedAt: Date;
  madeAt: Date | null;
}

export class ProofPackListDto {
  items: ProofPackDto[];
  /** Cursor of the next page; null on the last page. */
  next: string | null;
}

export class ProofPackOfInvoiceDto {
  /** Pack for the invoice's current content; null until it is requested. */
  pack: ProofPackDto | null;
}
