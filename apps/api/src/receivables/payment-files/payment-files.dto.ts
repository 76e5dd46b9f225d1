import { IsISO4217CurrencyCode, IsUUID } from 'class-validator';
import { AmountDto, NamedDto } from '../../contracts/contracts.dto.js';
import { WholeListDto } from '../../http/whole-list.js';
import { RefundDto } from '../refunds.dto.js';

/** A file with transfers for a bank (ISO 20022 pain.001.001.09). */
export class PaymentFileDto {
  id: string;
  legalEntity: NamedDto;
  /** Number of the account from which the money is transferred. */
  account: string;
  total: AmountDto;
  /** Day on which the bank transfers the money. */
  executeOn: string;
  refundCount: number;
  /** Number of refunds of the file that were undone afterwards, such as those that the bank returned. */
  undoneCount: number;
  /** SHA-256 of the file, in hexadecimal digits. */
  sha256: string;
  createdAt: Date;
  createdBy: string | null;
}

export class PaymentFileListDto {
  items: PaymentFileDto[];
  next: string | null;
}

export class PaymentFileDetailDto extends PaymentFileDto {
  /** Refunds in the order in which they were requested, including those that were undone afterwards. */
  refunds: RefundDto[];
}

/** Posted refunds of a legal entity in a currency that are in no payment file. */
export class PendingTransfersDto {
  legalEntity: NamedDto;
  total: AmountDto;
  refundCount: number;
  /** Number of the account from which the refunds will be transferred; null if no approved account is valid today. */
  account: string | null;
}

export class PendingTransfersListDto extends WholeListDto {
  items: PendingTransfersDto[];
}

export class NewPaymentFileDto {
  @IsUUID()
  legalEntityId: string;

  @IsISO4217CurrencyCode()
  currency: string;
}
