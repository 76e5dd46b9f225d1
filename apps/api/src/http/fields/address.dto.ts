import { IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from './absence.decorators.js';
import { IsTexts } from './texts.decorator.js';

/** Where a legal entity is registered, and under which tax numbers; the seller's as the buyer's. */
export class RegisteredPartsDto {
  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  street?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(20)
  postalCode?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  city?: string;

  /** Tax numbers by their kind. */
  @MayBeAbsent()
  @IsTexts()
  taxIds?: Record<string, string>;
}
