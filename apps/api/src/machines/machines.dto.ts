import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsDate,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { MACHINE_LIFECYCLES, type MachineLifecycle, type MachineOwner, type SignalKind } from '#equipment';
import { DeviceDto } from '../devices/devices.dto.js';
import { FleetCustomerDto, FleetSiteDto, MachineRowDto } from '../fleet/fleet.dto.js';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

const OWNERS: readonly MachineOwner[] = ['maker', 'customer'];

export class ComponentDto {
  id: string;
  machineId: string;
  /** Where in the machine. */
  assembly: string;
  partNumber: string;
  name: string;
  serial: string;
  lot: string;
  installedAt: Date;
  /** Null while it is in the machine. */
  removedAt: Date | null;
  version: number;
}

export class ComponentListDto extends WholeListDto {
  items: ComponentDto[];
}

export class SignalLimitsDto {
  /** Decimals; null where there is no limit. */
  warnLow: string | null;
  warnHigh: string | null;
  tripLow: string | null;
  tripHigh: string | null;
}

export class MachineSignalDto {
  id: string;
  key: string;
  /** UCUM; empty for states and events. */
  unit: string;
  kind: SignalKind;
  decimals: number;
  /** Names by locale. */
  label: Record<string, string>;
  limits: SignalLimitsDto;
}

export class LifecycleStepDto {
  /** Null for the first. */
  from: MachineLifecycle | null;
  to: MachineLifecycle;
  occurredAt: Date;
  recordedAt: Date;
  reason: string;
  /** Who recorded it. */
  byName: string | null;
}

export class MachineDto extends MachineRowDto {
  shippedAt: Date;
  commissionedAt: Date | null;
  /** How its devices reach the internet. */
  connection: string;
  attributes: Record<string, string | number | boolean | null>;
  archivedAt: Date | null;
  /** What it can become next; empty for whoever may not decide it. */
  nextLifecycles: MachineLifecycle[];
  /** Steps of its life, the newest first; for the maker's people. */
  steps: LifecycleStepDto[];
  /** What is in it and what was. */
  components: ComponentDto[];
  devices: DeviceDto[];
  /** Its model's signals, then those of its devices' own. */
  signals: MachineSignalDto[];
  version: number;
}

export class NewMachineDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  serial: string;

  @IsUUID()
  modelId: string;

  /** Who has title. */
  @MayBeAbsent()
  @IsIn(OWNERS)
  owner?: MachineOwner;

  /** When it left the factory; readings from before are refused. Now if it isn't said. */
  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  shippedAt?: Date;

  /** The site it was shipped to. */
  @MayBeNull()
  @IsUUID()
  siteId?: string | null;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  connection?: string;

  @MayBeAbsent()
  @IsObject()
  attributes?: Record<string, string | number | boolean | null>;

  /** Code of the controller that reports for it. */
  @MayBeAbsent()
  @Matches(/^[A-Za-z0-9._-]{1,64}$/)
  deviceCode?: string;
}

export class MachineChangesDto {
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  serial?: string;

  @MayBeAbsent()
  @IsIn(OWNERS)
  owner?: MachineOwner;

  /** The corrected time of shipment. Quarantined readings that were refused for it are tried again. */
  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  shippedAt?: Date;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  connection?: string;

  @MayBeAbsent()
  @IsObject()
  attributes?: Record<string, string | number | boolean | null>;

  @MayBeAbsent()
  @IsBoolean()
  archived?: boolean;
}

export class TransitionDto {
  @IsIn(MACHINE_LIFECYCLES)
  to: MachineLifecycle;

  /** When it happened; now if it isn't said. */
  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  occurredAt?: Date;

  /** Where to, for a step that sends or commissions the machine. */
  @MayBeNull()
  @IsUUID()
  siteId?: string | null;

  @MayBeAbsent()
  @IsString()
  @MaxLength(1000)
  reason?: string;
}

export class MoveDto {
  @IsUUID()
  siteId: string;

  /** When it arrived; now if it isn't said. */
  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  from?: Date;

  @MayBeAbsent()
  @IsString()
  @MaxLength(1000)
  reason?: string;
}

export class PlacementDto {
  id: string;
  site: FleetSiteDto;
  customer: FleetCustomerDto;
  from: Date;
  /** Null while it is there. */
  to: Date | null;
}

export class PlacementListDto extends WholeListDto {
  items: PlacementDto[];
}

export class NewComponentDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(60)
  assembly?: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  partNumber: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  name?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  serial?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  lot?: string;

  /** Now if it isn't said. */
  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  installedAt?: Date;
}

export class ComponentChangesDto {
  @MayBeAbsent()
  @IsString()
  @MaxLength(60)
  assembly?: string;

  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  partNumber?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  name?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  serial?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  lot?: string;

  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  installedAt?: Date;

  /** When it was taken out; null puts a mistaken removal right. */
  @MayBeNull()
  @Type(() => Date)
  @IsDate()
  removedAt?: Date | null;
}

export class ExchangeDto {
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  partNumber?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  name?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  serial?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  lot?: string;

  /** Now if it isn't said. */
  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  occurredAt?: Date;
}

export class ExchangedDto {
  removed: ComponentDto;
  installed: ComponentDto;
}
