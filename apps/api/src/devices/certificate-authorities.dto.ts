import { IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

/** A certificate of the longest keys in use is a third of it. */
const PEM_MAX_LENGTH = 16_384;

export class CertificateAuthorityDto {
  id: string;
  name: string;
  /** Its certificate, PEM. */
  pem: string;
  /** SHA-256 of the certificate, hex. */
  fingerprint: string;
  subject: string;
  notBefore: Date;
  notAfter: Date;
  /** How the common name of a certificate tells its device: `{device.code}` or `{machine.serial}`, with text around it. */
  pattern: string;
  /** Devices with a certificate that came through it. */
  devices: number;
  /** Of those, how many have none that is good for another 30 days. */
  endingSoon: number;
  createdAt: Date;
  withdrawnAt: Date | null;
  version: number;
}

export class CertificateAuthorityListDto extends WholeListDto {
  items: CertificateAuthorityDto[];
}

export class NewCertificateAuthorityDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  /** The certificate of the authority that signs the devices' certificates, PEM. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(PEM_MAX_LENGTH)
  pem: string;

  /** A certificate that it signed with the maker's id as common name, PEM: the proof that its key is the maker's. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(PEM_MAX_LENGTH)
  proofPem: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  pattern: string;
}

export class CertificateAuthorityChangesDto {
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  /** For certificates that come from now on. */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  pattern?: string;
}
