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

  /**
   * JSON object that maps headers of the file to fields, for headers that are not field names. Null ignores the column.
   */
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
  /** Row number as in a spreadsheet. The header row is number 1. */
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
  /** The first 20 rows, and rows with errors; at most 200 rows in file order. */
  preview: ImportRowDto[];
}

export class ImportPreviewDto extends FilePreviewDto {
  kind: ImportKind;
  /** Token with which the file can be imported within one day; null if the file has errors. */
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
   * Credentials of the devices that were created with machines. Only this response contains the passwords. Empty if the
   * caller may not issue credentials.
   */
  credentials: ImportedCredentialDto[];
}

export class ImportTemplateQueryDto {
  /** Delimiter. Use `semicolon` if your spreadsheet uses a decimal comma. */
  @MayBeAbsent()
  @IsIn(['comma', 'semicolon'])
  delimiter?: 'comma' | 'semicolon';
}
