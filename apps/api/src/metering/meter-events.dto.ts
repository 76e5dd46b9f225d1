import { Type } from 'class-transformer';
import { IsDate, IsIn, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { DECLARED_KINDS, type DeclaredKind } from '#metering';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { IsPositiveText } from '../http/fields/decimal.decorators.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

const MAX_TEXT = 500;

export class MeterEventQueryDto {
  /** Returns events of the contract's meters and of its machines. */
  @MayBeAbsent()
  @IsUUID()
  contractId?: string;

  /** Returns events of the machine and of its devices. */
  @MayBeAbsent()
  @IsUUID()
  machineId?: string;

  /** Returns events of this device. */
  @MayBeAbsent()
  @IsUUID()
  deviceId?: string;
}

export class NewMeterEventDto {
  /**
   * `declared_reset`, `exchange`: as of `from`, another register counts, starting at `initialValue`; `finalValue` is
   * the last value of the old one. `service`, `test_run`: nothing is billed from `from` to `to`. `unchecked`: as of
   * `from`, air can come from elsewhere, so flow is not put on hold while machines are off. `certificate`: the
   * instrument `deviceId` is calibrated from `firstDay` to `lastDay`, for all of its signals; with `meterId` instead,
   * only that meter is calibrated, and the instrument's certificates no longer apply to it.
   */
  @IsIn(DECLARED_KINDS)
  kind: DeclaredKind;

  /** Meter of a contract. A service or test run has either a meter or a machine. */
  @MayBeNull()
  @IsUUID()
  meterId?: string | null;

  @MayBeNull()
  @IsUUID()
  machineId?: string | null;

  /** Instrument of a certificate. */
  @MayBeNull()
  @IsUUID()
  deviceId?: string | null;

  @MayBeNull()
  @Type(() => Date)
  @IsDate()
  from?: Date | null;

  /** End of the event, exclusive. */
  @MayBeNull()
  @Type(() => Date)
  @IsDate()
  to?: Date | null;

  /** Decimal. Last value of the old register; null if it was not read. */
  @MayBeNull()
  @IsPositiveText()
  finalValue?: string | null;

  /** Decimal. First value of the new register. */
  @MayBeNull()
  @IsPositiveText()
  initialValue?: string | null;

  /** The first day of validity, `YYYY-MM-DD`. */
  @MayBeNull()
  @IsRealDay()
  firstDay?: string | null;

  /** The last day of validity, `YYYY-MM-DD`, inclusive. */
  @MayBeNull()
  @IsRealDay()
  lastDay?: string | null;

  /** Number of the certificate. */
  @MayBeNull()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  number?: string | null;

  @MayBeNull()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  issuedBy?: string | null;

  /** Decimal, up to 100. Tolerance of the certificate in percent, inclusive. */
  @MayBeNull()
  @IsPositiveText()
  tolerancePercent?: string | null;

  @IsString()
  @MinLength(1)
  @MaxLength(MAX_TEXT)
  reason: string;
}

export class WithdrawEventDto {
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_TEXT)
  reason: string;
}

export class MeterEventIdDto {
  id: string;
}

export class RecordedMachineDto {
  id: string;
  serial: string;
}

export class EventWithdrawalDto {
  reason: string;
  at: Date;
  by: string | null;
}

export class MeterEventDto {
  id: string;
  kind: 'declared_reset' | 'exchange' | 'service' | 'test_run' | 'unchecked' | 'certificate';
  /** Code of the device; null for an event of a whole machine. */
  device: string | null;
  signalKey: string | null;
  machine: RecordedMachineDto | null;
  fromAt: Date | null;
  toAt: Date | null;
  finalValue: string | null;
  initialValue: string | null;
  firstDay: string | null;
  lastDay: string | null;
  number: string | null;
  issuedBy: string | null;
  /** Decimal. Tolerance of a certificate in percent; null if it states none. */
  tolerancePercent: string | null;
  /**
   * Whether the event is a certificate for a single meter of a contract, which replaces the instrument's certificates
   * for that meter.
   */
  isOwn: boolean;
  reason: string;
  recordedAt: Date;
  recordedBy: string | null;
  /** Details of the withdrawal, after which the event no longer counts; null if it was not withdrawn. */
  withdrawal: EventWithdrawalDto | null;
}

export class MeterEventListDto extends WholeListDto {
  /** Events, newest first, at most 200. */
  items: MeterEventDto[];
}
