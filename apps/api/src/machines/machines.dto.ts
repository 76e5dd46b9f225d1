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
  /** Position in the machine. */
  assembly: string;
  partNumber: string;
  name: string;
  serial: string;
  lot: string;
  installedAt: Date;
  /** Time of removal; null while the component is installed. */
  removedAt: Date | null;
  version: number;
}

export class ComponentListDto extends WholeListDto {
  items: ComponentDto[];
}

export class SignalLimitsDto {
  /** Decimal. Lower warning limit; null if there is none. */
  warnLow: string | null;
  warnHigh: string | null;
  tripLow: string | null;
  tripHigh: string | null;
}

export class MachineSignalDto {
  id: string;
  key: string;
  /** UCUM unit code; empty for states and events. */
  unit: string;
  kind: SignalKind;
  decimals: number;
  /** Name by locale. */
  label: Record<string, string>;
  limits: SignalLimitsDto;
}

export class LifecycleStepDto {
  /** Previous lifecycle state; null for the first step. */
  from: MachineLifecycle | null;
  to: MachineLifecycle;
  occurredAt: Date;
  recordedAt: Date;
  reason: string;
  /** Name of the person who recorded the change. */
  byName: string | null;
}

export class MachineDto extends MachineRowDto {
  shippedAt: Date;
  commissionedAt: Date | null;
  /** Internet connection of the machine's devices. */
  connection: string;
  attributes: Record<string, string | number | boolean | null>;
  archivedAt: Date | null;
  /** Possible next lifecycle states; empty if the caller may not change the lifecycle state. */
  nextLifecycles: MachineLifecycle[];
  /** Lifecycle changes, newest first. Hidden from customers. */
  steps: LifecycleStepDto[];
  /** Current and former components. */
  components: ComponentDto[];
  devices: DeviceDto[];
  /** Signals of the model, followed by the signals of the devices. */
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

  /** Owner of the machine. */
  @MayBeAbsent()
  @IsIn(OWNERS)
  owner?: MachineOwner;

  /** Time when the machine left the factory. Earlier readings are rejected. Defaults to now. */
  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  shippedAt?: Date;

  /** Site that the machine was shipped to. */
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

  /** Code of the controller that reports for the machine. */
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

  /** Corrected shipment time. Quarantined readings that were rejected because of the earlier value are retried. */
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

  /** Time of the change. Defaults to now. */
  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  occurredAt?: Date;

  /** Destination, for a change that ships or commissions the machine. */
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

  /** Time of arrival. Defaults to now. */
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
  /** End of the placement; null while the machine is at the site. */
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

  /** Time of installation. Defaults to now. */
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

  /** Time of removal; null undoes a mistaken removal. */
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

  /** Time of the exchange. Defaults to now. */
  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  occurredAt?: Date;
}

export class ExchangedDto {
  removed: ComponentDto;
  installed: ComponentDto;
}
