import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsJSON, IsString, MaxLength } from 'class-validator';
import { IMPORT_KINDS, type ImportKind } from '#equipment';
import { IssuedCredentialDto } from '../devices/devices.dto.js';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';

/** A form (`multipart/form-data`). */
export class CsvFormDto {
  @ApiProperty({
    type: 'string',
    format: 'binary',
    description: 'CSV; separated by commas, semicolons or tabs.',
  })
  file: unknown;
}

export class ImportFormDto extends CsvFormDto {
  @IsIn(IMPORT_KINDS)
  kind: ImportKind;

  /** Where headers don't match by name: JSON object of header and field, null to leave a column out. */
  @MayBeAbsent()
  @IsJSON()
  @MaxLength(10_000)
  columns?: string;
}

export class ImportTokenDto {
  @IsString()
  @MaxLength(20_000)
  token: string;
}

export class ImportColumnDto {
  /** As the file spells it. */
  header: string;
  /** What it stands for; null: it is not imported. */
  field: string | null;
}

export class ImportFieldDto {
  field: string;
  isRequired: boolean;
}

export class ImportFaultDto {
  /** As a spreadsheet counts: 1 is the row of headers. */
  row: number;
  /** Header as the file spells it, or the field that has no column. */
  column: string;
  field: string | null;
  value: string;
  /** `import.*`: what is wrong. */
  code: string;
  params: Record<string, string | number | boolean | null>;
  /** What to write instead. */
  proposal?: string;
}

export class ImportRowDto {
  row: number;
  /** Cells in the order of the columns. */
  cells: string[];
}

export class FilePreviewDto {
  /** What separates cells: `,`, `;` or a tab. */
  delimiter: string;
  columns: ImportColumnDto[];
  /** All fields that a file of this kind may hold. */
  fields: ImportFieldDto[];
  rows: number;
  /** Rows without a fault. */
  valid: number;
  faults: ImportFaultDto[];
  /** The first twenty rows, and every row with a fault (at most two hundred in all). */
  preview: ImportRowDto[];
}

export class ImportPreviewDto extends FilePreviewDto {
  kind: ImportKind;
  /** Imports this very file within a day; only without faults. */
  token: string | null;
}

export class ImportedCredentialDto extends IssuedCredentialDto {
  /** The machine whose device it is. */
  serial: string;
}

export class ImportedDto {
  kind: ImportKind;
  created: number;
  /** Passwords of the devices that came with machines, in this answer only; empty for whoever may not issue them. */
  credentials: ImportedCredentialDto[];
}

export class ImportTemplateQueryDto {
  /** `semicolon` where spreadsheets use the comma for decimals. */
  @MayBeAbsent()
  @IsIn(['comma', 'semicolon'])
  delimiter?: 'comma' | 'semicolon';
}
