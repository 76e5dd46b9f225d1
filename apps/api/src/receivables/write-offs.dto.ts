import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { WRITE_OFF_REASONS, type WriteOffReason } from '#receivables';
import { AmountDto, NamedDto } from '../contracts/contracts.dto.js';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { IsPositiveText } from '../http/fields/decimal.decorators.js';
import { AllocatedDocumentDto } from './allocated-document.dto.js';
import { ApprovableChangeDto } from './approvals.dto.js';

/** Write-off of an open amount of a document. Only a `posted` write-off reduces the open amount. */
export class WriteOffDto extends ApprovableChangeDto {
  id: string;
  document: AllocatedDocumentDto;
  customer: NamedDto;
  amount: AmountDto;
  /** Tax that the amount contains: its share of the document's tax. No tax is claimed back automatically. */
  tax: AmountDto;
  reason: WriteOffReason;
}

export class WriteOffListDto {
  items: WriteOffDto[];
  next: string | null;
}

export class NewWriteOffDto {
  /** Decimal, in the currency of the document. Defaults to the whole open amount. */
  @MayBeAbsent()
  @IsPositiveText()
  amount?: string;

  @IsIn(WRITE_OFF_REASONS)
  reason: WriteOffReason;

  /** Explanation for the second person and for auditors. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  note: string;
}
