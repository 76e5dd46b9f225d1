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
  /** Whether to include the signals of the model that a machine's controller reports. Defaults to false. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  withModel?: boolean;
}

export class DeviceQueryDto extends PageQueryDto {
  /** Part of the code, the machine's serial number or the site's name. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  search?: string;

  @IsOptional()
  @IsUUID()
  machineId?: string;

  /** Returns the instruments of this site. */
  @IsOptional()
  @IsUUID()
  siteId?: string;

  @IsOptional()
  @IsIn(DEVICE_KINDS)
  kind?: DeviceKind;

  /** Whether to include archived devices. Defaults to false. */
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
  /** Code of the device, which its topics contain. */
  code: string;
  kind: DeviceKind;
  /** Machine that the device reports for; null for a site's own instrument. */
  machine: DeviceMachineDto | null;
  site: DeviceSiteDto | null;
  /**
   * Gateway that created the device automatically; null if a person created it. A device that a gateway created can
   * have neither a machine nor a site.
   */
  gateway: DeviceGatewayDto | null;
  /** Whether a device is created for each unknown name that the gateway sends. */
  createsDevices: boolean;
  /** Seconds without a reading after which the device counts as silent. */
  silentAfterSeconds: number;
  connected: boolean;
  /** Time of the last contact of any kind, except keep-alive messages. */
  lastSeenAt: Date | null;
  lastReadingAt: Date | null;
  silentSince: Date | null;
  archivedAt: Date | null;
  version: number;
}

export class DeviceListDto {
  items: DeviceDto[];
  /** Cursor of the next page; null on the last page. */
  next: string | null;
}

/** Device, with either `machineId` or `siteId`. */
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

  /**
   * Machine to assign the device to. Only for a device that has not reported anything yet, or that had no machine or
   * site.
   */
  @MayBeAbsent()
  @IsUUID()
  machineId?: string;

  /**
   * Site to assign the device to, instead of a machine. Only for a device that has not reported anything yet, or that
   * had no machine or site.
   */
  @MayBeAbsent()
  @IsUUID()
  siteId?: string;

  /**
   * Whether a device is created for each unknown name that the gateway sends. Otherwise, the name stays unassigned
   * until a person assigns it.
   */
  @MayBeAbsent()
  @IsBoolean()
  createsDevices?: boolean;

  /** `true` archives the device and closes its connection. */
  @MayBeAbsent()
  @IsBoolean()
  archived?: boolean;
}

export class NewCredentialDto {
  /**
   * Hours for which older credentials stay valid. Defaults to 168 (one week). 0 revokes them immediately; null leaves
   * them unchanged.
   */
  @MayBeNull()
  @IsInt()
  @Min(0)
  @Max(720)
  overlapHours?: number | null;
}

export class NewCertificateDto extends NewCredentialDto {
  /** Certificate in PEM format. Its private key stays on the device. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(16_384)
  pem: string;
}

/** Issued credential. Only this response contains the password. */
export class IssuedCredentialDto {
  id: string;
  deviceId: string;
  username: string;
  password: string;
  /** Prefix of the topics to which the device can publish: `<topic>/telemetry`, `<topic>/event` and `<topic>/state`. */
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
  /** SHA-256 of the certificate, hexadecimal. Null for a password, like all other fields about a certificate. */
  fingerprint: string | null;
  subject: string | null;
  commonName: string | null;
  /** End of the certificate's own validity. */
  notAfter: Date | null;
  /**
   * The maker's authority through which the certificate was accepted; null if the certificate was registered for the
   * device.
   */
  authorityId: string | null;
  authorityName: string | null;
  /** End of the overlap after a rotation. */
  validUntil: Date | null;
  revokedAt: Date | null;
  /** Time when the credential was last used to open a connection. */
  lastUsedAt: Date | null;
  /** Whether the device used the credential for its latest connection. */
  isUsed: boolean;
}

export class CredentialListDto extends WholeListDto {
  items: CredentialDto[];
}

export class GatewayNameDto {
  /** Name as sent by the gateway. */
  name: string;
  /**
   * Device that the name is assigned to; null if the name is unassigned. Readings with an unassigned name stay in
   * quarantine.
   */
  device: DeviceGatewayDto | null;
  /** Code that a new device would get; null if no code can be derived from the name. */
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

/** Assignment, with either `deviceId` or, for a new device, `code` and `machineId` or `siteId`. */
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
