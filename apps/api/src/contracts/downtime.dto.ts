import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { RECORDED_CAUSES, type RecordedCause } from '#contracts';
import type { SeenKind } from '#billing';
import { IsInstant } from '../http/fields/instant.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

/** When a machine of a contract stood. */
export class NewDowntimeDto {
  @IsUUID()
  machineId: string;

  /** Whose it is; `unknown` where nobody knows how the machine was, which counts for nobody. */
  @IsIn(RECORDED_CAUSES)
  cause: RecordedCause;

  /** ISO 8601 with zone, as the end. */
  @IsInstant()
  from: string;

  @IsInstant()
  to: string;

  @IsString()
  @MaxLength(500)
  reason: string;
}

export class WithdrawDowntimeDto {
  /** Why it counts no more. */
  @IsString()
  @MaxLength(500)
  reason: string;
}

export class DowntimeWithdrawalDto {
  at: Date;
  /** The user's name. */
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
  /** The user's name. */
  recordedByName: string | null;
  /** Null while it counts. */
  withdrawn: DowntimeWithdrawalDto | null;
}

export class ContractDowntimeListDto extends WholeListDto {
  /** The latest first. */
  items: ContractDowntimeDto[];
}

export class SeenStopsQueryDto {
  /** The billing month, `YYYY-MM`; the running one when left out. */
  @IsOptional()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/)
  month?: string;
}

/** A stop that readings tell of. */
export class SeenStopDto {
  machine: DowntimeMachineDto;
  /** `fault` or `service`: the machine said so. `silent`: it was not heard, and nobody knows how it was. */
  kind: SeenKind;
  /** The word that it said; null of a silence. */
  reported: string | null;
  from: Date;
  to: Date;
  minutes: number;
  /** For how long the machine may be silent: so long the last state that it said stands, then nobody knows. */
  holdMinutes: number;
  /** Of a silence, how far the counter of running hours went on meanwhile, decimal; null where nothing tells. */
  ranHours: string | null;
  /** Whether it lasts, as far as anybody knows. */
  goesOn: boolean;
}

export class SeenStopsDto extends WholeListDto {
  /** `YYYY-MM` */
  month: string;
  /** The first day of the month, `YYYY-MM-DD`. */
  periodFrom: string;
  /** The last day of the month. */
  periodEndsOn: string;
  /** The day after the last one. Use `periodEndsOn`, the last day. */
  @ApiProperty({ deprecated: true })
  periodTo: string;
  /** The longest hundred, in the order of time. */
  items: SeenStopDto[];
  /** Of all stops. */
  count: number;
  minutes: number;
  /** Serials of machines that are judged and say nothing of their state. */
  unheard: string[];
}
