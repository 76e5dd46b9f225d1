import { AmountDto } from '../../contracts/contracts.dto.js';
import { OrNull } from '../../http/fields/absence.decorators.js';
import { IsRealDay } from '../../http/fields/instant.decorators.js';
import { WholeListDto } from '../../http/whole-list.js';

/** Deferred revenue of a legal entity in one currency at the end of a month. */
export class RevenueReleaseDto {
  currency: string;
  /** Number of documents with revenue to release. */
  documents: number;
  /** Revenue of the month and of earlier months that is not released yet. */
  due: AmountDto;
  /** Revenue that was released for the month. */
  released: AmountDto;
  /** Revenue of later months, which stays deferred. */
  later: AmountDto;
}

export class RevenueReleaseListDto extends WholeListDto {
  /** One entry for each currency; empty if no revenue is deferred. */
  items: RevenueReleaseDto[];
}

export class NewDeferralSettingsDto {
  /**
   * The first issue date of documents with deferred revenue; null to defer nothing from now on. Documents that are
   * already issued don't change.
   */
  @OrNull()
  @IsRealDay()
  startsOn: string | null;
}

export class DeferralSettingsDto {
  legalEntityId: string;
  /** The first issue date of documents with deferred revenue; null if no revenue is deferred. */
  startsOn: string | null;
  changedAt: Date;
}

export class DeferralSettingsListDto extends WholeListDto {
  items: DeferralSettingsDto[];
}
