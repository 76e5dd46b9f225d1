export * from './domain/index.js';
export { Connectivity } from './live/connectivity.service.js';
export { type DescribedSignal, listDescribedSignals } from './history/described-signals.js';
export {
  DataFlowQueries,
  type Flow,
  FLOW_SPANS,
  type FlowFindings,
  type FlowSpan,
  type StorageForm,
} from './live/data-flow.queries.js';
export { DeviceApiStore, type ChangedAttribute, type QueuedCommand } from './device-api/device-api.store.js';
export { type AttributeView, DeviceAttributes } from './device-api/device-attributes.service.js';
export { type CommandView, DeviceCommands, type NewCommand } from './device-api/device-commands.service.js';
export { FirstReceipts } from './readings/first-receipts.queries.js';
export { DeviceReadingsQueries, type ReadingsRequest } from './readings/device-readings.queries.js';
export { ConnectivityEvent, type ConnectivityKind } from './entities/connectivity-event.entity.js';
export { type AttributeScope, DeviceAttribute } from './entities/device-attribute.entity.js';
export { DeviceCommand } from './entities/device-command.entity.js';
export { DeviceStatus } from './entities/device-status.entity.js';
export { DeviceIntake } from './entities/device-intake.entity.js';
export { IntakeMinute } from './entities/intake-minute.entity.js';
export { GapReview } from './entities/readings/gap-review.entity.js';
export { QuarantineReplay } from './entities/quarantine-replay.entity.js';
export { HistoryImportDevice } from './entities/exports/history-import-device.entity.js';
export { HistoryImportRow } from './entities/exports/history-import-row.entity.js';
export {
  HistoryImport,
  HISTORY_IMPORT_STATES,
  type HistoryImportState,
} from './entities/exports/history-import.entity.js';
export { QuarantineEntry } from './entities/quarantine-entry.entity.js';
export { DeviceHighWater } from './entities/device-high-water.entity.js';
export { ReadingGapEntry } from './entities/readings/reading-gap.entity.js';
export { ReportingDay } from './entities/readings/reporting-day.entity.js';
export { ReadingBatch } from './entities/readings/reading-batch.entity.js';
export { ReadingChunk } from './entities/readings/reading-chunk.entity.js';
export { ReadingFirstReceipt } from './entities/readings/reading-first-receipt.entity.js';
export { ReadingRollup } from './entities/readings/reading-rollup.entity.js';
export { ReadingHold } from './entities/readings/reading-hold.entity.js';
export { ReadingRemoval } from './entities/readings/reading-removal.entity.js';
export { RetentionRuleRow } from './entities/readings/retention-rule.entity.js';
export { RetentionSweep } from './entities/readings/retention-sweep.entity.js';
export { SentSignal } from './entities/sent-signal.entity.js';
export { UnknownSignal } from './entities/unknown-signal.entity.js';
export { HistoryImporter } from './history-import/history-importer.js';
export type { HistoryPreview, ChosenSettings } from './history-import/history-preview.js';
export type { HistoryImportDetail, HistoryImportView } from './history-import/history-imports.queries.js';
export { HistoryImports, MAX_PART_BYTES } from './history-import/history-imports.service.js';
export {
  type History,
  HISTORY_BASES,
  type HistoryBasis,
  type HistoryPoint,
  HistoryQueries,
  type HistoryRequest,
  type HistorySeries,
} from './history/history.queries.js';
export { DeviceDirectory, type KnownDevice } from './intake/device-directory.js';
export type { MessageOrigin, Receipt } from './intake/intake-batch.js';
export { IntakeLedger, type MakerTotals } from './intake/intake-ledger.js';
export { type Arrival, type DecodedArrival, TelemetryIntake } from './intake/telemetry-intake.js';
export { takeFreshReadings, type FreshReadings } from './readings/fresh-readings.queries.js';
export { findReceived, type ReceiptCheck } from './readings/receipt-checks.queries.js';
export { type Live, LiveQueries, type LiveValue } from './live/live.queries.js';
export { type DeviceValues, MissedValuesQueries } from './readings/missed-values.queries.js';
export {
  type QuarantineReason,
  QuarantineReplays,
  type ReplayFilter,
  type ReplayView,
} from './limits/quarantine-replays.service.js';
export { Quarantine, type QuarantineFilter, type QuarantineView } from './limits/quarantine.service.js';
export { type ExportRequest, ReadingExport } from './readings/reading-export.js';
export { DirectExports } from './export/direct-exports.service.js';
export { EXPORT_RETENTION_DAYS, ExportJobWriter } from './export/export-job-writer.service.js';
export { ExportJobs, MAX_EXPORT_JOBS } from './export/export-jobs.service.js';
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
export type { ReadingGap } from './readings/reading-steps.queries.js';
export {
  findMeterReadingBefore,
  findMeterReadingFrom,
  listMeterReadings,
  listReadings,
  type MeterReading,
  type StoredReadingKey,
  type ReadingRange,
  type StoredReading,
} from './readings/readings.queries.js';
export {
  type CompactReading,
  type DeviceRange,
  readMachineSamples,
  readReadingsAfter,
  type SignalSample,
} from './readings/readings-after.queries.js';
export {
  getReportingDevices,
  type ReadingSource,
  type ReportingDevice,
} from './history/reporting-devices.js';
export { listSentSignals } from './limits/sent-signals.queries.js';
export { readStateHistory, readStateSteps, type StateHistory } from './readings/state-history.queries.js';
export {
  lockSweep,
  type HeldEvidence,
  type EvidenceHoldInput,
  holdEvidence,
  type HoldView,
  type NewHold,
  ReadingHolds,
} from './retention/reading-holds.service.js';
export {
  assertAllReadingsKept,
  assertReadingsKept,
  type SignalSpan,
} from './retention/removed-readings.queries.js';
export type { RetentionPreview } from './retention/retention-preview.queries.js';
export {
  type NewRetentionRule,
  RetentionRules,
  type RetentionTerms,
} from './retention/retention-rules.service.js';
export { RetentionRuns } from './retention/retention-runs.service.js';
export type { DeviceRef } from './store/batch.js';
export { type ConnectionChange, ConnectivityStore } from './store/status/connectivity.store.js';
export { addDeviceMinutes } from './store/status/device-minutes.sql.js';
export { addIntakeMinutes } from './store/status/intake-minutes.sql.js';
export { TelemetryStore } from './store/telemetry.store.js';
export { MAX_QUARANTINED } from './store/quarantine/quarantine-limit.js';
export {
  type ReplayEntry,
  QuarantineReplayStore,
  type ReplayTask,
  type ReplayResult,
} from './store/quarantine/quarantine-replay.store.js';
export { GapLedger } from './store/gaps/gap-ledger.js';
export { ReadingPacker } from './store/chunks/reading-packer.js';
export { RollupRenewal } from './store/chunks/rollup-renewal.js';
export { RetentionSweeper } from './store/retention/retention-sweeper.js';
export {
  blocksBackward,
  blocksForward,
  countPacked,
  readBlock,
  readBlocks,
} from './readings/stored-readings.js';
export { findPresentTimes } from './live/device-present.queries.js';
export { readAggregates } from './history/stored-rollups.js';
export { TelemetryModule } from './telemetry.module.js';
export { type CounterDifference, type ValueAt, ValuesAtQueries } from './readings/values-at.queries.js';
export { UnknownSignals, type UnknownSignalView } from './limits/unknown-signals.service.js';
export { IntakeLimit } from './entities/intake-limit.entity.js';
export type { DeviceBudget } from './limits/limit-use.queries.js';
export { IntakeLimits, type LimitsView, type LimitSubject } from './limits/intake-limits.service.js';
