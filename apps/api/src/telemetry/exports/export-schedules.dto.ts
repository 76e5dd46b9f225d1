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
  /**
   * Kind of selection. `all` selects all machines, `list` selects the listed machines, and the other kinds select the
   * machines of the models, sites or customers.
   */
  @IsIn(MACHINE_CHOICES)
  @ApiProperty({ enum: MACHINE_CHOICES })
  of: MachineChoice['of'];

  /** Ids of the machines, models, sites or customers; empty if `of` is `all`. */
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
  /** Name of the schedule, which is also the prefix of its file names. */
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

  /** Length of the period. Each run exports the previous whole local day, week (Monday to Sunday) or month. */
  @IsRhythm()
  every: ExportFrequency;

  /** Local hour of the export on the day after the period, 0 to 23. */
  @IsHour()
  hour: number;

  /** IANA time zone of the days and the hour. */
  @IsTimeZone()
  zone: string;

  /** Number of files to keep. Older files are deleted. */
  @IsKept()
  keep: number;

  @MayBeAbsent()
  @IsBoolean()
  paused: boolean = false;

  /**
   * Customer of the schedule. It cannot be changed. The files contain only data that the customer may see, and the
   * customer's users can access them. If a user of the maker omits this field, the schedule belongs to the maker. If a
   * caller with a single customer omits it, the schedule belongs to that customer. It is required for callers with
   * several customers.
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
   * Run to repeat. Its file is created again with the current settings of the schedule. If omitted, the last complete
   * period is exported.
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
  /**
   * Code of the error. An export that failed with `telemetry.export_interrupted` or `telemetry.export_disk_full` is
   * retried automatically.
   */
  code: string;
  @ApiProperty({ type: 'object', additionalProperties: true })
  params: Record<string, string | number | boolean | null>;
}

export class ExportRunDto {
  id: string;
  /** Start of the period. `to` is the end of the period, exclusive. */
  from: Date;
  to: Date;
  /** First local date of the period, `YYYY-MM-DD`. `lastDay` is the last local date, inclusive. */
  firstDay: string;
  lastDay: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Number of finished devices. `total` is the number of all devices, and 0 until that number is known. */
  done: number;
  total: number;
  /** Latest complete file; null until the first file is complete. It remains available until a new file replaces it. */
  file: ExportFileDto | null;
  /** Number of values in the file. Each row contains one value. Null until the first file is complete. */
  points: number | null;
  /** Number of machines in the file; null until the first file is complete. */
  machines: number | null;
  /**
   * Number of listed machines that are not in the file, because they were not at a site of the customer during the
   * period; 0 if the machines are not selected by a list.
   */
  leftOut: number | null;
  /** Cutoff of the file, which excludes readings that were received later. Null until the first file is complete. */
  knownUntil: Date | null;
  /** Number of values of the period that were received after the cutoff. */
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
  /** Selected machines, models, sites or customers that still exist; empty if `of` is `all`. */
  chosen: ChosenDto[];
}

export class ExportScheduleDto {
  id: string;
  name: string;
  /** Customer of the schedule; null if the schedule belongs to the maker. */
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
  /** Run of the latest period; null if there is no run. */
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
