import { ApiProperty } from '@nestjs/swagger';
import { NamedDto } from '../../contracts/contracts.dto.js';
import { PageQueryDto } from '../../http/page-query.dto.js';

export class ProofPackQueryDto extends PageQueryDto {}

export class PackFileDto {
  name: string;
  bytes: number;
  /** Of the zip, hex. What a pack says is told by its root. */
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
  /** The last day billed. */
  periodEndsOn: string;
  /** The day after the last one. Use `periodEndsOn`, the last day. */
  @ApiProperty({ deprecated: true })
  periodTo: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Readings packed, and how many there are; 0 until it is known. */
  done: number;
  total: number;
  /** SHA-256 over everything in it, hex; null until it was made once. It never changes. */
  root: string | null;
  readings: number;
  /** Null while there is none, and where a later pack of the same invoice took its place. */
  file: PackFileDto | null;
  /** Why the last attempt failed. */
  fault: PackFaultDto | null;
  askedAt: Date;
  madeAt: Date | null;
}

export class ProofPackListDto {
  items: ProofPackDto[];
  /** Cursor of the next page. */
  next: string | null;
}

export class ProofPackOfInvoiceDto {
  /** That of what the invoice says now; null while nobody asked for it. */
  pack: ProofPackDto | null;
}
