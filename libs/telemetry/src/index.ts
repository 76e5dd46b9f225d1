export * from './domain/index.js';
export { Connectivity } from './connectivity.service.js';
export { type DescribedSignal, listDescribedSignals } from './described-signals.js';
export {
  DataFlowQueries,
  type Flow,
  FLOW_SPANS,
  type FlowFindings,
  type FlowSpan,
  type StoredForm,
} from './data-flow.queries.js';
export { DeviceApiStore, type GivenAttribute, type WaitingCommand } from './device-api/device-api.store.js';
export { type AttributeView, DeviceAttributes } from './device-api/device-attributes.service.js';
export { type CommandView, DeviceCommands, type NewCommand } from './device-api/device-commands.service.js';
export { FirstReceipts } from './first-receipts.queries.js';
export { DeviceReadingsQueries, type ReadingsRequest } from './device-readings.queries.js';
export { ConnectivityEvent, type ConnectivityKind } from './entities/connectivity-event.entity.js';
export { type AttributeScope, DeviceAttribute } from './entities/device-attribute.entity.js';
export { DeviceCommand } from './entities/device-command.entity.js';
export { DeviceStatus } from './entities/device-status.entity.js';
export { DeviceIntake } from './entities/device-intake.entity.js';
export { IntakeMinute } from './entities/intake-minute.entity.js';
export { GapReview } from './entities/gap-review.entity.js';
export { QuarantineReplay } from './entities/quarantine-replay.entity.js';
export { HistoryImportDevice } from './entities/history-import-device.entity.js';
export { HistoryImportRow } from './entities/history-import-row.entity.js';
export {
  HistoryImport,
  HISTORY_IMPORT_STATES,
  type HistoryImportState,
} from './entities/history-import.entity.js';
export { QuarantineEntry } from './entities/quarantine-entry.entity.js';
export { DeviceHighWater } from './entities/device-high-water.entity.js';
export { ReadingGapEntry } from './entities/reading-gap.entity.js';
export { ReportingDay } from './entities/reporting-day.entity.js';
export { ReadingBatch } from './entities/reading-batch.entity.js';
export { ReadingChunk } from './entities/reading-chunk.entity.js';
export { ReadingFirstReceipt } from './entities/reading-first-receipt.entity.js';
export { ReadingRollup } from './entities/reading-rollup.entity.js';
export { ReadingHold } from './entities/reading-hold.entity.js';
export { ReadingRemoval } from './entities/reading-removal.entity.js';
export { RetentionRuleRow } from './entities/retention-rule.entity.js';
export { RetentionSweep } from './entities/retention-sweep.entity.js';
export { SentSignal } from './entities/sent-signal.entity.js';
export { UnknownSignal } from './entities/unknown-signal.entity.js';
export { HistoryImporter } from './history-import/history-importer.js';
export type { HistoryPreview, SaidOfFile } from './history-import/history-preview.js';
export type { HistoryImportDetail, HistoryImportView } from './history-import/history-imports.queries.js';
export {
  HistoryImports,
  MAX_IMPORT_BYTES,
  MAX_PART_BYTES,
} from './history-import/history-imports.service.js';
export {
  type History,
  HISTORY_BASES,
  type HistoryBasis,
  type HistoryPoint,
  HistoryQueries,
  type HistoryRequest,
  type HistorySeries,
} from './history.queries.js';
export { DeviceDirectory, type KnownDevice } from './intake/device-directory.js';
export type { MessageOrigin, Receipt } from './intake/intake-batch.js';
export { IntakeLedger, type MakerTotals } from './intake/intake-ledger.js';
export { type Arrival, type DecodedArrival, TelemetryIntake } from './intake/telemetry-intake.js';
export { takeFreshReadings, type FreshReadings } from './fresh-readings.queries.js';
export { findReceived, type ReceiptLook } from './later-readings.queries.js';
export { type Live, LiveQueries, type LiveValue } from './live.queries.js';
export { type DeviceValues, MissedValuesQueries } from './missed-values.queries.js';
export {
  type QuarantineReason,
  QuarantineReplays,
  type ReplayFilter,
  type ReplayView,
} from './quarantine-replays.service.js';
export { Quarantine, type QuarantineFilter, type QuarantineView } from './quarantine.service.js';
export { type ExportRequest, ReadingExport } from './reading-export.js';
export { DirectExports } from './export/direct-exports.service.js';
export { EXPORT_KEPT_DAYS, ExportJobWriter } from './export/export-job-writer.service.js';
export { ExportJobs, MOST_EXPORT_JOBS } from './export/export-jobs.service.js';
export type { ExportJobView } from './export/export-jobs.queries.js';
export { ExportRuns } from './export/export-runs.service.js';
export type { ExportRunView, ExportScheduleView } from './export/export-schedules.queries.js';
export {
  type ExportScheduleDetail,
  ExportSchedules,
  type ExportTerms,
  type NewExportSchedule,
} from './export/export-schedules.service.js';
export { ExportWriter } from './export/export-writer.service.js';
export { SignalExport, type SignalExportRequest, type SignalExportRun } from './export/signal-export.js';
export type { ReadingGap } from './reading-steps.queries.js';
export {
  findMeterReadingBefore,
  findMeterReadingFrom,
  listMeterReadings,
  listReadings,
  type MeterReading,
  type ReadingPlace,
  type ReadingRange,
  type StoredReading,
} from './readings.queries.js';
export {
  type BareReading,
  type DeviceAfter,
  readMachineSamples,
  readReadingsAfter,
  type SignalSample,
} from './readings-after.queries.js';
export { getReportingDevices, type ReadingSource, type ReportingDevice } from './reporting-devices.js';
export { listSentSignals } from './sent-signals.queries.js';
export { readStateCourse, readStateSteps, type StateCourse } from './state-course.queries.js';
export {
  awaitSweep,
  type HeldEvidence,
  type EvidenceToHold,
  holdEvidence,
  type HoldView,
  type NewHold,
  ReadingHolds,
} from './retention/reading-holds.service.js';
export {
  ensureAllReadingsKept,
  ensureReadingsKept,
  type SignalSpan,
} from './retention/removed-readings.queries.js';
export type { RetentionPreview } from './retention/retention-preview.queries.js';
export {
  type NewRetentionRule,
  RetentionRules,
  type RetentionTerms,
} from './retention/retention-rules.service.js';
export { RETENTION_RUN, RetentionRuns } from './retention/retention-runs.service.js';
export type { DeviceRef } from './store/batch.js';
export { type ConnectionChange, ConnectivityStore } from './store/connectivity.store.js';
export { addDeviceMinutes } from './store/device-minutes.sql.js';
export { addIntakeMinutes } from './store/intake-minutes.sql.js';
export { TelemetryStore } from './store/telemetry.store.js';
export { QUARANTINE_KEPT } from './store/quarantine-bound.js';
export {
  type ReplayEntry,
  QuarantineReplayStore,
  type ReplayTask,
  type Retried,
} from './store/quarantine-replay.store.js';
export { GapLedger } from './store/gap-ledger.js';
export { ReadingPacker } from './store/reading-packer.js';
export { RollupRenewal } from './store/rollup-renewal.js';
export { RetentionSweeper } from './store/retention-sweeper.js';
export { blocksBackward, blocksForward, countPacked, readBlock, readBlocks } from './stored-readings.js';
export { findPresentTimes } from './device-present.queries.js';
export { readAggregates } from './stored-rollups.js';
export { TelemetryModule } from './telemetry.module.js';
export { type CounterDifference, type ValueAt, ValuesAtQueries } from './values-at.queries.js';
export { UnknownSignals, type UnknownSignalView } from './unknown-signals.service.js';
export { IntakeLimit } from './entities/intake-limit.entity.js';
export type { BudgetOfDevice } from './limit-use.queries.js';
export { IntakeLimits, type LimitsView, type LimitSubject } from './intake-limits.service.js';
