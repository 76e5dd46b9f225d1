import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsJSON, IsString, MaxLength } from 'class-validator';
import { IMPORT_KINDS, type ImportKind } from '#equipment';
import { IssuedCredentialDto } from '../devices/devices.dto.js';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';

/** Form with a file (`multipart/form-data`). */
export class CsvFormDto {
  @ApiProperty({
    type: 'string',
    format: 'binary',
    description: 'CSV, separated by commas, semicolons or tabs.',
  })
  file: unknown;
}

export class ImportFormDto extends CsvFormDto {
  @IsIn(IMPORT_KINDS)
  kind: ImportKind;

  /** JSON object that maps headers to fields, if their names do not match; null ignores a column. */
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
  /** Header as spelled in the file. */
  header: string;
  /** Field that the column is imported into; null if it is not imported. */
  field: string | null;
}

export class ImportFieldDto {
  field: string;
  isRequired: boolean;
}

export class ImportFaultDto {
  /** Row number as in a spreadsheet: 1 is the header row. */
  row: number;
  /** Header as spelled in the file, or the field if the file has no column for it. */
  column: string;
  field: string | null;
  value: string;
  /** Error code, `import.*`. */
  code: string;
  params: Record<string, string | number | boolean | null>;
  /** Suggested value. */
  proposal?: string;
}

export class ImportRowDto {
  row: number;
  /** Cells in the order of the columns. */
  cells: string[];
}

export class FilePreviewDto {
  /** Delimiter of the cells: `,`, `;` or a tab. */
  delimiter: string;
  columns: ImportColumnDto[];
  /** All fields that a file of this kind can contain. */
  fields: ImportFieldDto[];
  rows: number;
  /** Number of rows without errors. */
  valid: number;
  faults: ImportFaultDto[];
  /** The first twenty rows, and all rows with errors, at most two hundred in total. */
  preview: ImportRowDto[];
}

export class ImportPreviewDto extends FilePreviewDto {
  kind: ImportKind;
  /** Token to import this file within one day; null if the file has errors. */
  token: string | null;
}

export class ImportedCredentialDto extends IssuedCredentialDto {
  /** Serial number of the device's machine. */
  serial: string;
}

export class ImportedDto {
  kind: ImportKind;
  created: number;
  /**
   * Passwords of the devices that were created with machines. Only this response contains them. Empty if the caller may
   * not issue credentials.
   */
  credentials: ImportedCredentialDto[];
}

export class ImportTemplateQueryDto {
  /** Delimiter. Use `semicolon` if your spreadsheet uses a decimal comma. */
  @MayBeAbsent()
  @IsIn(['comma', 'semicolon'])
  delimiter?: 'comma' | 'semicolon';
}
