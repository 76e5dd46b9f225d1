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
   * `declared_reset`, `exchange`: from `from` on, a new register counts, starting at `initialValue`. `finalValue` is
   * the last value of the old register. `service`, `test_run`: usage between `from` and `to` is not billed.
   * `unchecked`: from `from` on, air can come from other sources, so flow is not put on hold while the machines are
   * off. `certificate`: the instrument `deviceId` is calibrated from `firstDay` to `lastDay`, for all of its signals.
   * With `meterId` instead of `deviceId`, only this meter is calibrated, and the certificates of its instrument no
   * longer apply to it.
   */
  @IsIn(DECLARED_KINDS)
  kind: DeclaredKind;

  /** Meter of a contract. For `service` and `test_run`, set either `meterId` or `machineId`. */
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

  /** Decimal. Last value of the old register; null if the register was not read. */
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
  /** Decimal. Tolerance of a certificate in percent; null if the certificate states no tolerance. */
  tolerancePercent: string | null;
  /**
   * Whether the event is a certificate for a single meter of a contract. It replaces the certificates of the instrument
   * for this meter.
   */
  isOwn: boolean;
  reason: string;
  recordedAt: Date;
  recordedBy: string | null;
  /** Details of the withdrawal; null if the event was not withdrawn. A withdrawn event no longer counts. */
  withdrawal: EventWithdrawalDto | null;
}

export class MeterEventListDto extends WholeListDto {
  /** Events, most recently recorded first, at most 200. */
  items: MeterEventDto[];
}
