import { Type } from 'class-transformer';
import { IsDate, IsIn, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { DECLARED_KINDS, type DeclaredKind } from '#metering';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { IsPositiveText } from '../http/fields/decimal.decorators.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

const MAX_TEXT = 500;

export class MeterEventQueryDto {
  /** Of the contract's meters and of the machines under it. */
  @MayBeAbsent()
  @IsUUID()
  contractId?: string;

  /** Of the machine and of its devices. */
  @MayBeAbsent()
  @IsUUID()
  machineId?: string;

  /** Of one device. */
  @MayBeAbsent()
  @IsUUID()
  deviceId?: string;
}

export class NewMeterEventDto {
  /**
   * `declared_reset`, `exchange`: another register counts from `from` on, at `initialValue`; `finalValue` is what the old one
   * showed last. `service`, `test_run`: from `from` to `to` nothing is billed. `unchecked`: from `from` on air may come from
   * elsewhere, so machines at rest hold no flow. `certificate`: the instrument `deviceId` is calibrated from `firstDay` to
   * `lastDay`, for whatever is read of it; with `meterId` in its place that meter alone is, which then goes by its own certificates.
   */
  @IsIn(DECLARED_KINDS)
  kind: DeclaredKind;

  /** A contract's meter. A service or test run names this or a machine. */
  @MayBeNull()
  @IsUUID()
  meterId?: string | null;

  @MayBeNull()
  @IsUUID()
  machineId?: string | null;

  /** Of a certificate, the instrument. */
  @MayBeNull()
  @IsUUID()
  deviceId?: string | null;

  @MayBeNull()
  @Type(() => Date)
  @IsDate()
  from?: Date | null;

  /** Not included. */
  @MayBeNull()
  @Type(() => Date)
  @IsDate()
  to?: Date | null;

  /** Decimal; null where nobody read it. */
  @MayBeNull()
  @IsPositiveText()
  finalValue?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsPositiveText()
  initialValue?: string | null;

  /** `YYYY-MM-DD` */
  @MayBeNull()
  @IsRealDay()
  firstDay?: string | null;

  /** `YYYY-MM-DD`, included. */
  @MayBeNull()
  @IsRealDay()
  lastDay?: string | null;

  /** Of the certificate. */
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

  /** Of the certificate, decimal up to 100: an error up to and with it is no error. */
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
  /** Code of the device; null for a record of a whole machine. */
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
  /** Of a certificate that says one, decimal. */
  tolerancePercent: string | null;
  /** A certificate of one contract's meter alone, which holds there in place of the instrument's. */
  isOwn: boolean;
  reason: string;
  recordedAt: Date;
  recordedBy: string | null;
  /** Taken back: it counts no more. */
  withdrawal: EventWithdrawalDto | null;
}

export class MeterEventListDto extends WholeListDto {
  /** The newest first, at most 200. */
  items: MeterEventDto[];
}
