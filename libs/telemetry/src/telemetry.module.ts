import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EquipmentModule } from '#equipment';
import { Connectivity } from './live/connectivity.service.js';
import { DataFlowQueries } from './live/data-flow.queries.js';
import { DeviceAttributes } from './device-api/device-attributes.service.js';
import { DeviceCommands } from './device-api/device-commands.service.js';
import { DeviceReadingsQueries } from './readings/device-readings.queries.js';
import { ConnectivityEvent } from './entities/connectivity-event.entity.js';
import { DeviceAttribute } from './entities/device-attribute.entity.js';
import { DeviceCommand } from './entities/device-command.entity.js';
import { DeviceStatus } from './entities/device-status.entity.js';
import { ExportJob } from './entities/exports/export-job.entity.js';
import { ExportRun } from './entities/exports/export-run.entity.js';
import { ExportSchedule } from './entities/exports/export-schedule.entity.js';
import { GapReview } from './entities/readings/gap-review.entity.js';
import { IntakeLimit } from './entities/intake-limit.entity.js';
import { DeviceIntake } from './entities/device-intake.entity.js';
import { IntakeMinute } from './entities/intake-minute.entity.js';
import { QuarantineLetGo } from './entities/quarantine-let-go.entity.js';
import { QuarantineReplay } from './entities/quarantine-replay.entity.js';
import { QuarantineEntry } from './entities/quarantine-entry.entity.js';
import { DeviceHighWater } from './entities/device-high-water.entity.js';
import { ReadingBatch } from './entities/readings/reading-batch.entity.js';
import { ReadingChunk } from './entities/readings/reading-chunk.entity.js';
import { ReadingGapEntry } from './entities/readings/reading-gap.entity.js';
import { ReadingRollup } from './entities/readings/reading-rollup.entity.js';
import { ReportingDay } from './entities/readings/reporting-day.entity.js';
import { ReadingHold } from './entities/readings/reading-hold.entity.js';
import { ReadingRemoval } from './entities/readings/reading-removal.entity.js';
import { RetentionRuleRow } from './entities/readings/retention-rule.entity.js';
import { RetentionSweep } from './entities/readings/retention-sweep.entity.js';
import { ReadingFirstReceipt } from './entities/readings/reading-first-receipt.entity.js';
import { SentSignal } from './entities/sent-signal.entity.js';
import { UnknownSignal } from './entities/unknown-signal.entity.js';
import { HistoryImports } from './history-import/history-imports.service.js';
import { HistoryImportDevice } from './entities/exports/history-import-device.entity.js';
import { HistoryImportRow } from './entities/exports/history-import-row.entity.js';
import { HistoryImport } from './entities/exports/history-import.entity.js';
import { HistoryQueries } from './history/history.queries.js';
import { IntakeLimits } from './limits/intake-limits.service.js';
import { LiveQueries } from './live/live.queries.js';
import { MissedValuesQueries } from './readings/missed-values.queries.js';
import { QuarantineReplays } from './limits/quarantine-replays.service.js';
import { Quarantine } from './limits/quarantine.service.js';
import { DirectExports } from './export/direct-exports.service.js';
import { ExportJobWriter } from './export/export-job-writer.service.js';
import { ExportJobs } from './export/export-jobs.service.js';
import { ExportRuns } from './export/export-runs.service.js';
import { ExportSchedules } from './export/export-schedules.service.js';
import { ExportWriter } from './export/export-writer.service.js';
import { SignalExport } from './export/signal-export.js';
import { ReadingExport } from './readings/reading-export.js';
import { ReadingHolds } from './retention/reading-holds.service.js';
import { RetentionRules } from './retention/retention-rules.service.js';
import { RetentionRuns } from './retention/retention-runs.service.js';
import { UnknownSignals } from './limits/unknown-signals.service.js';
import { ValuesAtQueries } from './readings/values-at.queries.js';

@Module({
  imports: [
    EquipmentModule,
    TypeOrmModule.forFeature([
      ConnectivityEvent,
      DeviceAttribute,
      DeviceCommand,
      DeviceHighWater,
      DeviceAttribute,
      DeviceCommand,
      DeviceStatus,
      ExportJob,
      ExportRun,
      ExportSchedule,
      GapReview,
      IntakeLimit,
      DeviceIntake,
      IntakeMinute,
      HistoryImport,
      HistoryImportDevice,
      HistoryImportRow,
      QuarantineEntry,
      QuarantineLetGo,
      QuarantineReplay,
      ReadingBatch,
      ReadingChunk,
      ReadingGapEntry,
      ReadingRollup,
      ReportingDay,
      ReadingHold,
      ReadingRemoval,
      RetentionRuleRow,
      RetentionSweep,
      ReadingFirstReceipt,
      SentSignal,
      UnknownSignal,
    ]),
  ],
  providers: [
    Connectivity,
    DataFlowQueries,
    DeviceAttributes,
    DeviceCommands,
    DeviceReadingsQueries,
    DirectExports,
    ExportJobWriter,
    ExportJobs,
    ExportRuns,
    ExportSchedules,
    ExportWriter,
    HistoryImports,
    HistoryQueries,
    IntakeLimits,
    LiveQueries,
    MissedValuesQueries,
    Quarantine,
    QuarantineReplays,
    ReadingExport,
    SignalExport,
    ReadingHolds,
    RetentionRules,
    RetentionRuns,
    UnknownSignals,
    ValuesAtQueries,
  ],
  exports: [
    Connectivity,
    DataFlowQueries,
    DeviceAttributes,
    DeviceCommands,
    DeviceReadingsQueries,
    DirectExports,
    ExportJobWriter,
    ExportJobs,
    ExportRuns,
    ExportSchedules,
    ExportWriter,
    HistoryImports,
    HistoryQueries,
    IntakeLimits,
    LiveQueries,
    MissedValuesQueries,
    Quarantine,
    QuarantineReplays,
    ReadingExport,
    SignalExport,
    ReadingHolds,
    RetentionRules,
    RetentionRuns,
    UnknownSignals,
    ValuesAtQueries,
  ],
})
export class TelemetryModule {}
