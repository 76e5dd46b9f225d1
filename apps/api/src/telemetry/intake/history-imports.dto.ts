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

const MOST_SIGNALS = 256;
const FAULT_PARAMS: ApiPropertyOptions = {
  type: 'object',
  additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
};

export class NewHistoryImportDto {
  /** The file's. */
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Matches(/^[^\0]*$/)
  name: string;

  /** The file's. */
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  bytes: number;
}

export class HistoryContentQueryDto {
  /** How much of the file came before: `uploaded` of the import. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  offset: number;
}

export class HistorySourceDto {
  /** A column with serial numbers of machines or codes of devices. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  column?: string;

  /** Or the device that all of the file is from. */
  @MayBeAbsent()
  @IsUUID()
  deviceId?: string;
}

export class HistoryColumnDto {
  @IsString()
  @MaxLength(500)
  column: string;

  /** The key under which its values are kept. */
  @IsString()
  @MaxLength(64)
  signal: string;
}

/** How a file is read. What is left out is recognised, or proposed. */
export class HistoryPlanDto {
  @MayBeAbsent()
  @IsIn(HISTORY_FORMATS)
  @ApiProperty({ enum: HISTORY_FORMATS, required: false })
  format?: HistoryFormat;

  /** What separates cells: `;`, `,`, `|` or a tab. */
  @MayBeAbsent()
  @IsIn(DELIMITERS)
  delimiter?: string;

  @MayBeAbsent()
  @IsIn(['.', ','])
  decimal?: '.' | ',';

  /** IANA name of the zone of times that say none. */
  @MayBeAbsent()
  @IsTimeZone()
  zone?: string;

  /** Of dates with slashes: 31/12/2026 instead of 12/31/2026. */
  @MayBeAbsent()
  @IsBoolean()
  dayFirst?: boolean;

  /** The column of times. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  time?: string;

  /** The column of sequence numbers; null without one. */
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
  @ArrayMaxSize(MOST_SIGNALS)
  @ValidateNested({ each: true })
  @Type(() => HistoryColumnDto)
  signals?: HistoryColumnDto[];
}

export class HistoryFaultDto {
  /** `telemetry.*`: why it can't go on. */
  code: string;

  @ApiProperty(FAULT_PARAMS)
  params: Record<string, string | number>;
}

export class HistoryImportDto {
  id: string;
  /** The file's. */
  name: string;
  /** The file's. */
  bytes: number;
  /** Of these so many are there. */
  uploaded: number;

  @ApiProperty({ enum: HISTORY_IMPORT_STATES })
  state: HistoryImportState;

  /** Bytes of the file that are imported. */
  position: number;
  /** Rows read. */
  rows: number;
  /** Readings that are new. */
  stored: number;
  /** Values of these. */
  points: number;
  /** Rows that say what was known already. */
  duplicates: number;
  /** Rows whose time and sequence number hold something else. */
  conflicts: number;
  /** Rows that can't be read or may not be stored. */
  refused: number;
  /** How long the worker was at it, milliseconds. */
  busyMs: number;
  fault: HistoryFaultDto | null;
  /** Who brought it. */
  createdBy: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

export class HistoryImportListDto {
  items: HistoryImportDto[];
  /** Cursor of the next page; null on the last one. */
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
  /** Device time of the first and the last of them. */
  from: Date;
  to: Date;
}

export class RefusalCountDto {
  /** Code of what was wrong. */
  code: string;
  rows: number;
}

export class HistoryImportDetailDto extends HistoryImportDto {
  /** The devices that it brought the most of. */
  devices: ImportedDeviceDto[];
  /** Why rows were not imported, of those that are listed: the first hundred thousand. */
  reasons: RefusalCountDto[];
}

export class PreviewColumnDto {
  name: string;
  samples: string[];
}

export class PreviewSignalDto {
  key: string;
  kind: string;
  /** UCUM. */
  unit: string;
}

export class HistoryRowDto {
  /** As a spreadsheet counts. */
  row: number;
  cells: string[];
}

export class HistoryRowFaultDto {
  /** As a spreadsheet counts. */
  row: number;
  /** Null where it is the whole row. */
  column: string | null;
  value: string;
  /** Code of what is wrong. */
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
  /** What the file's devices report: what columns may be. */
  signals: PreviewSignalDto[];
  rows: HistoryRowDto[];
  /** So many rows were checked; none while it is not known when they were measured, by whom, and what of them is kept. */
  checked: number;
  /** Of these so many have a fault. */
  faulty: number;
  /** The first of them. */
  faults: HistoryRowFaultDto[];
  /** Device times of the first and the last sound row that was checked. */
  from: Date | null;
  to: Date | null;
}
