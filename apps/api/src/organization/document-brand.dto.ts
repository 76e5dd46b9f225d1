import { IsBase64, Matches, MaxLength, ValidateIf } from 'class-validator';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';

export class DocumentBrandDto {
  /** Colour of the document number and the bar at the top, `#rrggbb`. */
  accent: string;
  /** Logo as a PNG in Base64; null if there is no logo. */
  logo: string | null;
}

export class DocumentBrandChangesDto {
  /**
   * Colour of the document number and the bar at the top, `#rrggbb`. Its contrast with white must be at least 4.5:1.
   */
  @MayBeAbsent()
  @Matches(/^#[0-9a-f]{6}$/)
  accent?: string;

  /** Logo as a PNG or JPEG in Base64, at most 512 kB; null removes the logo. */
  @ValidateIf((_object, value) => value !== undefined && value !== null)
  @IsBase64()
  @MaxLength(720_000)
  logo?: string | null;
}
