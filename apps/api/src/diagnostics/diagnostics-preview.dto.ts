import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  DETECTED_SIGNAL_KINDS,
  type DetectedSignalKind,
  DETECTOR_EVENT_TYPES,
  type DetectorEventType,
  FINDING_KINDS,
  type FindingCode,
  type FindingKind,
} from '#diagnostics';

const ROWS = {
  type: 'array',
  items: { type: 'array', items: { type: 'number', nullable: true } },
} as const;

export class DetectedSignalDto {
  key: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  unit?: string | null;

  /** `gauge` (default), `counter` (measured by its increase) or `state` (not measured). */
  @ApiPropertyOptional({ enum: DETECTED_SIGNAL_KINDS, nullable: true })
  kind?: DetectedSignalKind | null;
}

export class DetectorEventDto {
  /** Instant of the event. The event applies before the first row at or after this instant. */
  at: string;

  @ApiProperty({ enum: DETECTOR_EVENT_TYPES })
  type: DetectorEventType;

  /** Keys of the affected signals. If omitted or empty, the event affects all signals. */
  @ApiPropertyOptional({ type: [String], nullable: true })
  signals?: string[] | null;
}

/** Settings of the detectors. Omitted settings have their default values. */
export class DetectorSettingsDto {
  /**
   * Number of rows from which the healthy state is learned if `learnRows` of the request is omitted. Defaults to 400.
   */
  learnRows?: number;
  /** Weight of a new row in the smoothed value of a signal. Defaults to 0.15. */
  smoothing?: number;
  /** Ratio to the healthy limit at which the machine is abnormal. Defaults to 3. */
  onRatio?: number;
  /** Ratio to the healthy limit below which the machine is normal again. Defaults to 1.5. */
  offRatio?: number;
  /** Number of consecutive rows below `offRatio` that end the abnormal state. Defaults to 15. */
  offRows?: number;
  /** Number of rows after a finding on a signal in which no other finding is raised on the signal. Defaults to 120. */
  holdOffRows?: number;
  /** Distance from a signal's own history, in standard deviations, that raises a finding. Defaults to 2.2. */
  unusualAt?: number;
  /** Maximum number of findings per machine and week, excluding sensor faults. Defaults to 20. */
  findingsPerWeek?: number;
}

export class DiagnosticsPreviewRequestDto {
  signals: DetectedSignalDto[];

  /** Instant of the first row, with `everySeconds`. Defaults to 1970-01-01T00:00:00Z. */
  @ApiPropertyOptional({ type: String, nullable: true })
  start?: string | null;

  /** Number of seconds between two rows. Required unless `times` is set. */
  @ApiPropertyOptional({ type: Number, nullable: true })
  everySeconds?: number | null;

  /** Instant of each row. Times may repeat. */
  @ApiPropertyOptional({ type: [String], nullable: true })
  times?: string[] | null;

  /** Rows with one number or null for each signal. */
  @ApiProperty(ROWS)
  values: (number | null)[][];

  /** Number of rows at the start that are known to be healthy. */
  @ApiPropertyOptional({ type: 'integer', nullable: true })
  learnRows?: number | null;

  @ApiPropertyOptional({ type: [DetectorEventDto], nullable: true })
  events?: DetectorEventDto[] | null;

  @ApiPropertyOptional({ type: DetectorSettingsDto, nullable: true })
  settings?: DetectorSettingsDto | null;
}

export class ContributingSignalDto {
  key: string;
  /** Share of the finding, 0 to 1. */
  share: number;
  direction: 'up' | 'down';
  expected: number;
  observed: number;
}

export class FindingPreviewDto {
  /** Instant at which the finding was raised. */
  from: string;
  /** Estimated instant at which the deviation began. */
  began: string;

  /** Instant at which the finding ended; null while it is open. */
  @ApiProperty({ type: String, nullable: true })
  to: string | null;

  @ApiProperty({ enum: FINDING_KINDS })
  kind: FindingKind;

  /** The signals that contribute most, in descending order. */
  signals: ContributingSignalDto[];

  @ApiProperty({ type: String })
  code: FindingCode;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' } })
  params: Record<string, number>;
}

export class DiagnosticsPreviewDto {
  /** Score of each row, 0 to 1. */
  scores: number[];
  /** `0` (normal) or `1` (abnormal) for each row. */
  states: string;
  findings: FindingPreviewDto[];
  /** Average computing time of all detectors per value, in microseconds. */
  microsecondsPerPoint: number;
}
