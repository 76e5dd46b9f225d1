import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import { RECORDED_CAUSES, type RecordedCause } from '#contracts';
import { IsInstant } from '../http/instant.decorators.js';

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

export class ContractDowntimeListDto {
  /** The latest first. */
  items: ContractDowntimeDto[];
}
