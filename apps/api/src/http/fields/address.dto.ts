import { IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from './absence.decorators.js';
import { IsTexts } from './texts.decorator.js';

/** Registered address and tax numbers of a legal entity, for both sellers and buyers. */
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

  /** Tax numbers by type. */
  @MayBeAbsent()
  @IsTexts()
  taxIds?: Record<string, string>;
}
