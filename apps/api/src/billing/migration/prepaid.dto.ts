import { PrepaidChargeDto } from './contract-migrations.dto.js';
import { WholeListDto } from '../../http/whole-list.js';

/** Prepaid credits for a charge. Quantities are decimal strings. */
export class PrepaidBalanceDto {
  charge: PrepaidChargeDto;
  /** Initial balance, as transferred or sold. */
  quantity: string;
  /** Balance that invoices have not used, according to current data. */
  left: string;
  /** The first day on which the credits can be used, `YYYY-MM-DD`. */
  from: string;
  /** The last day on which the credits can be used, inclusive. Null if they are valid until the contract ends. */
  until: string | null;
  /** Whether the balance has expired. */
  lapsed: boolean;
  /** Key of the charge that sold the credits; null if a contract migration transferred them. */
  soldBy: string | null;
}

export class PrepaidBalanceListDto extends WholeListDto {
  items: PrepaidBalanceDto[];
}
