import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  IsTimeZone,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import {
  DELIMITERS,
  HISTORY_FORMATS,
  HISTORY_IMPORT_STATES,
  type HistoryFormat,
  type HistoryImportState,
} from '#telemetry';
import { MayBeAbsent, MayBeNull } from '../../http/fields/absence.decorators.js';

const MAX_SIGNALS = 256;
const FAULT_PARAMS: ApiPropertyOptions = {
  type: 'object',
  additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
};

export class NewHistoryImportDto {
  /** Name of the file. */
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Matches(/^[^\0]*$/)
  name: string;

  /** Size of the file, in bytes. */
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  bytes: number;
}

export class HistoryContentQueryDto {
  /** Byte offset of this piece in the file. Must equal `uploaded` of the import. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  offset: number;
}

export class HistorySourceDto {
  /** Column that contains serial numbers of machines or codes of devices. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  column?: string;

  /** Device of all readings in the file. Use it instead of `column`. */
  @MayBeAbsent()
  @IsUUID()
  deviceId?: string;
}

export class HistoryColumnDto {
  @IsString()
  @MaxLength(500)
  column: string;

  /** Key under which the column's values are stored. */
  @IsString()
  @MaxLength(64)
  signal: string;
}

/** Settings for reading a file. Omitted settings are detected or proposed. */
export class HistoryPlanDto {
  @MayBeAbsent()
  @IsIn(HISTORY_FORMATS)
  @ApiProperty({ enum: HISTORY_FORMATS, required: false })
  format?: HistoryFormat;

  /** Delimiter of the cells: `;`, `,`, `|` or a tab. */
  @MayBeAbsent()
  @IsIn(DELIMITERS)
  delimiter?: string;

  @MayBeAbsent()
  @IsIn(['.', ','])
  decimal?: '.' | ',';

  /** IANA time zone of times without an offset. */
  @MayBeAbsent()
  @IsTimeZone()
  zone?: string;

  /** Whether dates with slashes start with the day: 31/12/2026 instead of 12/31/2026. */
  @MayBeAbsent()
  @IsBoolean()
  dayFirst?: boolean;

  /** Column of the times. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  time?: string;

  /** Column of the sequence numbers; null if the file has no sequence numbers. */
  @MayBeNull()
  @IsString()
  @MaxLength(500)
  seq?: string | null;

  @MayBeAbsent()
  @ValidateNested()
  @Type(() => HistorySourceDto)
  source?: HistorySourceDto;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MAX_SIGNALS)
  @ValidateNested({ each: true })
  @Type(() => HistoryColumnDto)
  signals?: HistoryColumnDto[];
}

export class HistoryFaultDto {
  /** Code of the error that stops the import, `telemetry.*`. */
  code: string;

  @ApiProperty(FAULT_PARAMS)
  params: Record<string, string | number>;
}

export class HistoryImportDto {
  id: string;
  /** Name of the file. */
  name: string;
  /** Size of the file, in bytes. */
  bytes: number;
  /** Number of bytes that have been uploaded. */
  uploaded: number;

  @ApiProperty({ enum: HISTORY_IMPORT_STATES })
  state: HistoryImportState;

  /** Number of bytes of the file that have been imported. */
  position: number;
  /** Number of rows read. */
  rows: number;
  /** Number of new readings. */
  stored: number;
  /** Number of values in the new readings. */
  points: number;
  /** Number of rows that repeat known readings. */
  duplicates: number;
  /** Number of rows that contradict a known reading with the same time and sequence number. */
  conflicts: number;
  /** Number of rows that cannot be read or may not be stored. */
  refused: number;
  /** Processing time of the worker in milliseconds. */
  busyMs: number;
  fault: HistoryFaultDto | null;
  /** Name of the person who created the import; null if the system or a program created it. */
  createdBy: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

export class HistoryImportListDto {
  items: HistoryImportDto[];
  /** Cursor of the next page; null on the last page. */
  next: string | null;
}

export class ImportedMachineDto {
  id: string;
  serial: string;
}

export class ImportedDeviceDto {
  deviceId: string;
  code: string;
  machine: ImportedMachineDto | null;
  readings: number;
  /** Device time of the first imported reading. `to` is the device time of the last imported reading. */
  from: Date;
  to: Date;
}

export class RejectionCountDto {
  /** Code of the error. */
  code: string;
  rows: number;
}

export class HistoryImportDetailDto extends HistoryImportDto {
  /** Devices with the most imported readings, at most 200. */
  devices: ImportedDeviceDto[];
  /** Number of rejected rows by error. Only the first 100,000 rejected rows are counted. */
  reasons: RejectionCountDto[];
}

export class PreviewColumnDto {
  name: string;
  samples: string[];
}

export class PreviewSignalDto {
  key: string;
  kind: string;
  /** UCUM unit code. */
  unit: string;
}

export class HistoryRowDto {
  /** Row number as in a spreadsheet. */
  row: number;
  cells: string[];
}

export class HistoryRowFaultDto {
  /** Row number as in a spreadsheet. */
  row: number;
  /** Column with the error; null if the whole row is incorrect. */
  column: string | null;
  value: string;
  /** Code of the error. */
  code: string;

  @ApiProperty(FAULT_PARAMS)
  params: Record<string, string | number>;
}

export class HistoryPreviewDto {
  @ApiProperty({ enum: HISTORY_FORMATS })
  format: HistoryFormat;

  @ApiProperty({ enum: DELIMITERS })
  delimiter: string;

  @ApiProperty({ enum: ['.', ','] })
  decimal: string;

  zone: string;
  dayFirst: boolean;
  columns: PreviewColumnDto[];
  time: string | null;
  seq: string | null;
  source: HistorySourceDto | null;
  mapping: HistoryColumnDto[];
  /** Signals of the devices in the file. Columns can be assigned to these signals. */
  signals: PreviewSignalDto[];
  rows: HistoryRowDto[];
  /** Number of checked rows; 0 until the columns of times, devices and signals are known. */
  checked: number;
  /** Number of checked rows with an error. */
  faulty: number;
  /** Errors of the checked rows, in the order of the file, at most 50. */
  faults: HistoryRowFaultDto[];
  /**
   * Earliest device time of the checked rows without errors. `to` is the latest device time of these rows. Null if
   * there is no such row.
   */
  from: Date | null;
  to: Date | null;
}
