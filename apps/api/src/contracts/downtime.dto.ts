import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { RECORDED_CAUSES, type RecordedCause } from '#contracts';
import type { DetectedKind } from '#billing';
import { IsInstant } from '../http/fields/instant.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

/** Downtime of a contract's machine. */
export class NewDowntimeDto {
  @IsUUID()
  machineId: string;

  /** Cause of the downtime. `unknown`: the machine's state is unknown; the time counts for neither side. */
  @IsIn(RECORDED_CAUSES)
  cause: RecordedCause;

  /** Start of the downtime: an ISO 8601 instant with an offset. `to` is the end, in the same format. */
  @IsInstant()
  from: string;

  @IsInstant()
  to: string;

  @IsString()
  @MaxLength(500)
  reason: string;
}

export class WithdrawDowntimeDto {
  /** Reason for the withdrawal. */
  @IsString()
  @MaxLength(500)
  reason: string;
}

export class DowntimeWithdrawalDto {
  at: Date;
  /** Name of the user. */
  byName: string | null;
  reason: string;
}

export class DowntimeMachineDto {
  id: string;
  serial: string;
}

export class ContractDowntimeDto {
  id: string;
  machine: DowntimeMachineDto;
  cause: RecordedCause;
  from: Date;
  to: Date;
  reason: string;
  recordedAt: Date;
  /** Name of the user. */
  recordedByName: string | null;
  /** Details of the withdrawal; null unless the record is withdrawn. */
  withdrawn: DowntimeWithdrawalDto | null;
}

export class ContractDowntimeListDto extends WholeListDto {
  /** Downtime, latest first, at most 500. */
  items: ContractDowntimeDto[];
}

export class DetectedDowntimeQueryDto {
  /** Billing month, `YYYY-MM`. Defaults to the current month. */
  @IsOptional()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/)
  month?: string;
}

/** Downtime that was detected in the readings. */
export class DetectedDowntimeDto {
  machine: DowntimeMachineDto;
  /** `fault` or `service`: reported by the machine. `silent`: the machine sent no data and its state is unknown. */
  kind: DetectedKind;
  /** State that the machine reported; null if it sent no data. */
  reported: string | null;
  from: Date;
  to: Date;
  minutes: number;
  /**
   * Number of minutes without data during which the last reported state still counts. Afterwards, the state is unknown.
   */
  holdMinutes: number;
  /**
   * Decimal. Increase of the running-hours counter during the data gap; null if it is unknown, or if there is no data
   * gap.
   */
  ranHours: string | null;
  /** Whether the downtime is ongoing according to current data. */
  goesOn: boolean;
}

export class DetectedDowntimeListDto extends WholeListDto {
  /** Month, `YYYY-MM`. */
  month: string;
  /** The first day of the month, `YYYY-MM-DD`. */
  periodFrom: string;
  /** The last day of the month, inclusive. */
  periodEndsOn: string;
  /** Deprecated: the day after the last day. Use `periodEndsOn` instead. */
  @ApiProperty({ deprecated: true })
  periodTo: string;
  /** The hundred longest downtimes of the month, oldest first. */
  items: DetectedDowntimeDto[];
  /** Number of downtimes in the month, including those that are not listed. `minutes` is their total length. */
  count: number;
  minutes: number;
  /** Serial numbers of machines that have an availability guarantee but report no state. */
  unheard: string[];
}
