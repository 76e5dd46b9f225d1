import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
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
import { CSV_FORMULAS, type CsvFormulas } from '#platform';
import {
  EXPORT_FORMATS,
  EXPORT_FREQUENCIES,
  type ExportFormat,
  type ExportFrequency,
  MACHINE_CHOICES,
  type MachineChoice,
} from '#telemetry';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';

export const MAX_CHOSEN = 500;
export const MAX_SIGNALS = 256;
const MAX_KEPT = 400;
export const SIGNAL_KEY = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
const ONE_LINE = /^\S(?:[^\p{Cc}]*\S)?$/u;

/** Selection of machines, evaluated at each run. */
export class ExportMachinesDto {
  /** Selected machines: `all`, those of a `list`, or those of a `model`, `site` or `customer`. */
  @IsIn(MACHINE_CHOICES)
  @ApiProperty({ enum: MACHINE_CHOICES })
  of: MachineChoice['of'];

  /** Ids of the machines, models, sites or customers; empty for all. */
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(MAX_CHOSEN)
  @IsUUID(undefined, { each: true })
  ids: string[];
}

const IsName = () => applyDecorators(IsString(), MinLength(1), MaxLength(120), Matches(ONE_LINE));
const IsMachines = () =>
  applyDecorators(
    ValidateNested(),
    Type(() => ExportMachinesDto),
  );
const IsSignals = () =>
  applyDecorators(IsArray(), ArrayUnique(), ArrayMaxSize(MAX_SIGNALS), Matches(SIGNAL_KEY, { each: true }));
const IsFormat = () => applyDecorators(IsIn(EXPORT_FORMATS), ApiProperty({ enum: EXPORT_FORMATS }));
const IsFormulas = () =>
  applyDecorators(IsIn(CSV_FORMULAS), ApiProperty({ enum: CSV_FORMULAS, required: false }));
const IsRhythm = () => applyDecorators(IsIn(EXPORT_FREQUENCIES), ApiProperty({ enum: EXPORT_FREQUENCIES }));
const IsHour = () => applyDecorators(IsInt(), Min(0), Max(23));
const IsKept = () => applyDecorators(IsInt(), Min(1), Max(MAX_KEPT));

export class NewExportScheduleDto {
  /** Name of the schedule, and prefix of its file names. */
  @IsName()
  name: string;

  @IsMachines()
  machines: ExportMachinesDto;

  /** Keys of signals; empty for all signals. */
  @IsSignals()
  signals: string[];

  @IsFormat()
  format: ExportFormat;

  /**
   * Treatment of CSV text that a spreadsheet would run as a formula: `escape` puts an apostrophe in front of it; `keep`
   * leaves it unchanged.
   */
  @MayBeAbsent()
  @IsFormulas()
  formulas: CsvFormulas = 'escape';

  /** Period to export: the previous whole local day, week (Monday to Sunday) or month. */
  @IsRhythm()
  every: ExportFrequency;

  /** Local hour of the export on the day after the period, 0 to 23. */
  @IsHour()
  hour: number;

  /** IANA time zone of the days and the hour. */
  @IsTimeZone()
  zone: string;

  /** Number of files to keep. */
  @IsKept()
  keep: number;

  @MayBeAbsent()
  @IsBoolean()
  paused: boolean = false;

  /**
   * Customer of the schedule. It cannot be changed. The files contain only data that the customer may see, and the
   * customer's users can access them. If omitted, the schedule is the maker's own.
   */
  @MayBeAbsent()
  @IsUUID()
  customerId?: string;
}

export class ExportScheduleChangesDto {
  @MayBeAbsent()
  @IsName()
  name?: string;

  @MayBeAbsent()
  @IsMachines()
  machines?: ExportMachinesDto;

  /** Keys of signals; empty for all signals. */
  @MayBeAbsent()
  @IsSignals()
  signals?: string[];

  @MayBeAbsent()
  @IsIn(EXPORT_FORMATS)
  @ApiProperty({ enum: EXPORT_FORMATS, required: false })
  format?: ExportFormat;

  @MayBeAbsent()
  @IsFormulas()
  formulas?: CsvFormulas;

  @MayBeAbsent()
  @IsIn(EXPORT_FREQUENCIES)
  @ApiProperty({ enum: EXPORT_FREQUENCIES, required: false })
  every?: ExportFrequency;

  @MayBeAbsent()
  @IsHour()
  hour?: number;

  @MayBeAbsent()
  @IsTimeZone()
  zone?: string;

  @MayBeAbsent()
  @IsKept()
  keep?: number;

  /** Whether the schedule is paused. Periods that end during a pause are not exported later. */
  @MayBeAbsent()
  @IsBoolean()
  paused?: boolean;
}

export class ExportRunRequestDto {
  /**
   * Run to repeat: its file is created again with the schedule's current settings. If omitted, exports the last
   * complete period.
   */
  @MayBeAbsent()
  @IsUUID()
  runId?: string;
}

export class ExportFileDto {
  name: string;
  bytes: number;
  /** SHA-256 of the file, hexadecimal. */
  sha256: string;
}

export class ExportFaultDto {
  /** Code of the error. `telemetry.export_interrupted` is retried automatically. */
  code: string;
  @ApiProperty({ type: 'object', additionalProperties: true })
  params: Record<string, string | number | boolean | null>;
}

export class ExportRunDto {
  id: string;
  /** Start of the period. `to` is its end, exclusive. */
  from: Date;
  to: Date;
  /** The first local date of the period. `lastDay` is the last one, inclusive. */
  firstDay: string;
  lastDay: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Number of finished devices. `total` is the number of all devices, or 0 until it is known. */
  done: number;
  total: number;
  /** File to download. It stays available while a new one is created in its place. */
  file: ExportFileDto | null;
  /** Number of values in the file, one per row. */
  points: number | null;
  /** Number of machines in the file. */
  machines: number | null;
  /**
   * Number of selected machines that are not in the file. A customer's file contains only data from the customer's own
   * sites.
   */
  leftOut: number | null;
  /** Cutoff: the file excludes readings that were received later. */
  knownUntil: Date | null;
  /** Number of known values of the period that were received after the cutoff. */
  latePoints: number;
  fault: ExportFaultDto | null;
  /** Name of the person who started the run; null if the schedule started it. */
  askedBy: string | null;
  askedAt: Date;
  finishedAt: Date | null;
}

export class ExportRunListDto {
  items: ExportRunDto[];
  next: string | null;
}

export class ChosenDto {
  id: string;
  name: string;
}

export class ExportChoiceDto {
  @ApiProperty({ enum: MACHINE_CHOICES })
  of: MachineChoice['of'];
  /** The machines, models, sites or customers that still exist; empty for all. */
  chosen: ChosenDto[];
}

export class ExportScheduleDto {
  id: string;
  name: string;
  /** Customer of the schedule; null for the maker's own. */
  customer: ChosenDto | null;
  machines: ExportChoiceDto;
  /** Keys of signals; empty for all signals. */
  signals: string[];
  @ApiProperty({ enum: EXPORT_FORMATS })
  format: ExportFormat;
  /** Treatment of CSV text that a spreadsheet would run as a formula. */
  @ApiProperty({ enum: CSV_FORMULAS })
  formulas: CsvFormulas;
  @ApiProperty({ enum: EXPORT_FREQUENCIES })
  every: ExportFrequency;
  hour: number;
  zone: string;
  keep: number;
  paused: boolean;
  /** Time of the next run; null while the schedule is paused. */
  nextAt: Date | null;
  /** Run of the latest period. */
  lastRun: ExportRunDto | null;
  /** Name of the person who created the schedule; null if a program or the system created it. */
  createdBy: string | null;
  createdAt: Date;
  version: number;
}

export class ExportScheduleListDto {
  items: ExportScheduleDto[];
  next: string | null;
}
