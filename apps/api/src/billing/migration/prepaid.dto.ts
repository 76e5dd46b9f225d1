import { PrepaidChargeDto } from './takeovers.dto.js';
import { WholeListDto } from '../../http/whole-list.js';

/** Units of a charge that were paid before they are used. Decimals. */
export class PrepaidBalanceDto {
  charge: PrepaidChargeDto;
  /** As it was brought or sold. */
  quantity: string;
  /** What bills have not drawn of it, by what is known now. */
  left: string;
  /** The first day on which it can be used, `YYYY-MM-DD`. */
  from: string;
  /** The last one; null: until the contract ends. */
  until: string | null;
  /** What is left can't be used any more. */
  lapsed: boolean;
  /** Key of the charge that sold it; null of what a take-over brought. */
  soldBy: string | null;
}

export class PrepaidBalanceListDto extends WholeListDto {
  items: PrepaidBalanceDto[];
}
