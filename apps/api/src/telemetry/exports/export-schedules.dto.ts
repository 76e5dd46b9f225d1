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
  EXPORT_RHYTHMS,
  type ExportFormat,
  type ExportRhythm,
  MACHINE_CHOICES,
  type MachineChoice,
} from '#telemetry';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';

export const MOST_CHOSEN = 500;
export const MOST_SIGNALS = 256;
const MOST_KEPT = 400;
export const SIGNAL_KEY = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
const ONE_LINE = /^\S(?:[^\p{Cc}]*\S)?$/u;

/** Which machines, as they are when it runs. */
export class ExportMachinesDto {
  /** `all`, those of a `list`, or all that a `model`, `site` or `customer` has. */
  @IsIn(MACHINE_CHOICES)
  @ApiProperty({ enum: MACHINE_CHOICES })
  of: MachineChoice['of'];

  /** Of the machines, models, sites or customers; none for all. */
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(MOST_CHOSEN)
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
  applyDecorators(IsArray(), ArrayUnique(), ArrayMaxSize(MOST_SIGNALS), Matches(SIGNAL_KEY, { each: true }));
const IsFormat = () => applyDecorators(IsIn(EXPORT_FORMATS), ApiProperty({ enum: EXPORT_FORMATS }));
const IsFormulas = () =>
  applyDecorators(IsIn(CSV_FORMULAS), ApiProperty({ enum: CSV_FORMULAS, required: false }));
const IsRhythm = () => applyDecorators(IsIn(EXPORT_RHYTHMS), ApiProperty({ enum: EXPORT_RHYTHMS }));
const IsHour = () => applyDecorators(IsInt(), Min(0), Max(23));
const IsKept = () => applyDecorators(IsInt(), Min(1), Max(MOST_KEPT));

export class NewExportScheduleDto {
  /** Of the schedule, and the beginning of its files' names. */
  @IsName()
  name: string;

  @IsMachines()
  machines: ExportMachinesDto;

  /** Keys; none for every signal. */
  @IsSignals()
  signals: string[];

  @IsFormat()
  format: ExportFormat;

  /** Text of CSV that a spreadsheet would run as a formula: `escape` puts an apostrophe before it, `keep` leaves it as it is. */
  @MayBeAbsent()
  @IsFormulas()
  formulas: CsvFormulas = 'escape';

  /** The whole local day, week (Monday to Sunday) or month before. */
  @IsRhythm()
  every: ExportRhythm;

  /** Of the zone's clock, on the day after the period; 0 to 23. */
  @IsHour()
  hour: number;

  /** IANA name: where days begin, and the hour. */
  @IsTimeZone()
  zone: string;

  /** So many files are kept. */
  @IsKept()
  keep: number;

  @MayBeAbsent()
  @IsBoolean()
  paused: boolean = false;

  /** Whose it is, for good: it holds what they may see, and their people see it. Without it the maker's own. */
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

  /** Keys; none for every signal. */
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
  @IsIn(EXPORT_RHYTHMS)
  @ApiProperty({ enum: EXPORT_RHYTHMS, required: false })
  every?: ExportRhythm;

  @MayBeAbsent()
  @IsHour()
  hour?: number;

  @MayBeAbsent()
  @IsTimeZone()
  zone?: string;

  @MayBeAbsent()
  @IsKept()
  keep?: number;

  /** What would be due in a pause is not made up for. */
  @MayBeAbsent()
  @IsBoolean()
  paused?: boolean;
}

export class ExportRunRequestDto {
  /** The run whose file is made anew, by the schedule as it is now; without it the last whole period. */
  @MayBeAbsent()
  @IsUUID()
  runId?: string;
}

export class ExportFileDto {
  name: string;
  bytes: number;
  /** Hex. */
  sha256: string;
}

export class ExportFaultDto {
  /** What stands in the way; `telemetry.export_interrupted` is tried again by itself. */
  code: string;
  @ApiProperty({ type: 'object', additionalProperties: true })
  params: Record<string, string | number | boolean | null>;
}

export class ExportRunDto {
  id: string;
  /** The period; `to` is not included. */
  from: Date;
  to: Date;
  /** The same as local dates; the last is included. */
  firstDay: string;
  lastDay: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Devices gone through, and how many there are; 0 until that is known. */
  done: number;
  total: number;
  /** What can be downloaded; stays while another is made in its place. */
  file: ExportFileDto | null;
  /** Values in the file, a row each. */
  points: number | null;
  /** Machines that it was made of. */
  machines: number | null;
  /** Machines of the list that were not there: a customer's schedule holds what was its own. */
  leftOut: number | null;
  /** What was received later is not in the file. */
  knownUntil: Date | null;
  /** Values of the period that were received later, as far as is known. */
  latePoints: number;
  fault: ExportFaultDto | null;
  /** Name; null where the schedule asked. */
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
  /** The machines, models, sites or customers, as far as they are still there; none for all. */
  chosen: ChosenDto[];
}

export class ExportScheduleDto {
  id: string;
  name: string;
  /** Whose it is; null: the maker's own. */
  customer: ChosenDto | null;
  machines: ExportChoiceDto;
  /** None: every signal. */
  signals: string[];
  @ApiProperty({ enum: EXPORT_FORMATS })
  format: ExportFormat;
  /** How CSV treats text that a spreadsheet would run as a formula. */
  @ApiProperty({ enum: CSV_FORMULAS })
  formulas: CsvFormulas;
  @ApiProperty({ enum: EXPORT_RHYTHMS })
  every: ExportRhythm;
  hour: number;
  zone: string;
  keep: number;
  paused: boolean;
  /** Null while it is paused. */
  nextAt: Date | null;
  /** Of the newest period. */
  lastRun: ExportRunDto | null;
  /** Name; null where a program or the product did. */
  createdBy: string | null;
  createdAt: Date;
  version: number;
}

export class ExportScheduleListDto {
  items: ExportScheduleDto[];
  next: string | null;
}
