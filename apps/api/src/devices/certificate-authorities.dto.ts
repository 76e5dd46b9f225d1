import { IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

/** Three times the length of a certificate with the longest keys in use. */
const PEM_MAX_LENGTH = 16_384;

export class CertificateAuthorityDto {
  id: string;
  name: string;
  /** Certificate of the authority in PEM format. */
  pem: string;
  /** SHA-256 of the certificate, hexadecimal. */
  fingerprint: string;
  subject: string;
  notBefore: Date;
  notAfter: Date;
  /**
   * Pattern by which a certificate's common name identifies its device: `{device.code}` or `{machine.serial}`, with
   * optional text around it.
   */
  pattern: string;
  /** Number of devices with a certificate accepted through the authority. */
  devices: number;
  /**
   * Number of devices that have a certificate from this authority, but no certificate that is valid for at least
   * another 30 days.
   */
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

  /** Certificate, in PEM format, of the authority that signs the devices' certificates. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(PEM_MAX_LENGTH)
  pem: string;

  /**
   * Certificate in PEM format, signed by the authority, with the maker's id as common name. Proves that the maker holds
   * the key.
   */
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

  /** Pattern for certificates that are accepted from now on. */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  pattern?: string;
}
