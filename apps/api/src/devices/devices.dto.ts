import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { type CredentialKind, type CredentialState, DEVICE_KINDS, type DeviceKind } from '#equipment';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { WholeListDto } from '../http/whole-list.js';

const toBoolean = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

export class DeviceSignalsQueryDto {
  /** Also what a machine's controller reports of its model. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  withModel?: boolean;
}

export class DeviceQueryDto extends PageQueryDto {
  /** Part of the code, the machine's serial or the site's name. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  search?: string;

  @IsOptional()
  @IsUUID()
  machineId?: string;

  /** The site's own instruments. */
  @IsOptional()
  @IsUUID()
  siteId?: string;

  @IsOptional()
  @IsIn(DEVICE_KINDS)
  kind?: DeviceKind;

  /** Archived ones too. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  archived?: boolean;
}

export class DeviceMachineDto {
  id: string;
  serial: string;
}

export class DeviceSiteDto {
  id: string;
  name: string;
}

export class DeviceGatewayDto {
  id: string;
  code: string;
}

export class DeviceDto {
  id: string;
  /** As in its topics. */
  code: string;
  kind: DeviceKind;
  /** The machine it reports for; null for a site's own instrument. */
  machine: DeviceMachineDto | null;
  site: DeviceSiteDto | null;
  /** The gateway through which it came, where no person entered it. Such a device may be without a machine and a site. */
  gateway: DeviceGatewayDto | null;
  /** Of a gateway: a name that nobody knows becomes a new device. */
  createsDevices: boolean;
  /** Without a reading for longer than this it counts as silent. */
  silentAfterSeconds: number;
  connected: boolean;
  /** Of any contact, keep-alives left out. */
  lastSeenAt: Date | null;
  lastReadingAt: Date | null;
  silentSince: Date | null;
  archivedAt: Date | null;
  version: number;
}

export class DeviceListDto {
  items: DeviceDto[];
  /** Cursor of the next page. */
  next: string | null;
}

/** Either `machineId` or `siteId`. */
export class NewDeviceDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @Matches(/^[A-Za-z0-9._-]{1,64}$/)
  code: string;

  @IsIn(DEVICE_KINDS)
  kind: DeviceKind;

  @MayBeAbsent()
  @IsUUID()
  machineId?: string;

  @MayBeAbsent()
  @IsUUID()
  siteId?: string;

  @MayBeAbsent()
  @IsInt()
  @Min(10)
  @Max(604_800)
  silentAfterSeconds?: number;
}

export class DeviceChangesDto {
  @MayBeAbsent()
  @IsInt()
  @Min(10)
  @Max(604_800)
  silentAfterSeconds?: number;

  /** Another machine; only for a device that has reported nothing yet, or had no place. */
  @MayBeAbsent()
  @IsUUID()
  machineId?: string;

  /** A site instead of a machine, or another site; only for a device that has reported nothing yet, or had no place. */
  @MayBeAbsent()
  @IsUUID()
  siteId?: string;

  /** Of a gateway: whether a name that nobody knows becomes a new device; otherwise it waits to be adopted. */
  @MayBeAbsent()
  @IsBoolean()
  createsDevices?: boolean;

  /** Takes the device out of use and cuts its connection. */
  @MayBeAbsent()
  @IsBoolean()
  archived?: boolean;
}

export class NewCredentialDto {
  /** How long older credentials stay good, 168 (a week) when left out; 0 ends them at once, null leaves them as they are. */
  @MayBeNull()
  @IsInt()
  @Min(0)
  @Max(720)
  overlapHours?: number | null;
}

export class NewCertificateDto extends NewCredentialDto {
  /** The certificate, PEM; its private key stays with the device. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(16_384)
  pem: string;
}

/** The password is in this answer and nowhere else. */
export class IssuedCredentialDto {
  id: string;
  deviceId: string;
  username: string;
  password: string;
  /** What the device may publish under: `<topic>/telemetry`, `/event`, `/state`. */
  topic: string;
  commandTopic: string;
  createdAt: Date;
}

export class CredentialDto {
  id: string;
  deviceId: string;
  kind: CredentialKind;
  username: string;
  state: CredentialState;
  createdAt: Date;
  /** SHA-256 of a certificate, hex; null of a password, as are the four that follow. */
  fingerprint: string | null;
  subject: string | null;
  commonName: string | null;
  /** The end of the certificate's own validity. */
  notAfter: Date | null;
  /** The maker's authority through which the certificate came; null when it was entered for the device. */
  authorityId: string | null;
  authorityName: string | null;
  /** End of the overlap after a rotation. */
  validUntil: Date | null;
  revokedAt: Date | null;
  /** When a connection was last opened with it. */
  lastUsedAt: Date | null;
  /** Whether it is the one that the device connected with last. */
  isUsed: boolean;
}

export class CredentialListDto extends WholeListDto {
  items: CredentialDto[];
}

export class GatewayNameDto {
  /** As the gateway says it. */
  name: string;
  /** Null while nobody has said which device it is: what it reports waits in quarantine. */
  device: DeviceGatewayDto | null;
  /** The code that a new device would get; null where the name gives none. */
  proposedCode: string | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
  ignoredAt: Date | null;
}

export class GatewayNameListDto extends WholeListDto {
  items: GatewayNameDto[];
}

export class GatewayNameRefDto {
  @IsString()
  @MinLength(1)
  @MaxLength(255)
  name: string;
}

/** Either `deviceId`, or `code` with `machineId` or `siteId` for a new device. */
export class AdoptGatewayNameDto extends GatewayNameRefDto {
  @MayBeAbsent()
  @IsUUID()
  deviceId?: string;

  @MayBeAbsent()
  @Matches(/^[A-Za-z0-9._-]{1,64}$/)
  code?: string;

  @MayBeAbsent()
  @IsUUID()
  machineId?: string;

  @MayBeAbsent()
  @IsUUID()
  siteId?: string;
}
