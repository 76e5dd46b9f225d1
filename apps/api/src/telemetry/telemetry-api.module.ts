import { Module } from '@nestjs/common';
import { TelemetryModule } from '#telemetry';
import { DataFlowController } from './intake/data-flow.controller.js';
import { DeviceApiController } from './device-api.controller.js';
import { DeviceReadingsController } from './device-readings.controller.js';
import { ExportJobsController } from './exports/export-jobs.controller.js';
import { ExportRunsController } from './exports/export-runs.controller.js';
import { ExportSchedulesController } from './exports/export-schedules.controller.js';
import { FleetValuesController } from './fleet-values.controller.js';
import { HistoriesController } from './histories.controller.js';
import { HistoryImportsController } from './intake/history-imports.controller.js';
import { IntakeLimitsController } from './intake/intake-limits.controller.js';
import { MachineTelemetryController } from './machine-telemetry.controller.js';
import { QuarantineController } from './intake/quarantine.controller.js';
import { ReadingsExportController } from './exports/readings-export.controller.js';
import { ReadingHoldsController } from './intake/reading-holds.controller.js';
import { RetentionController } from './intake/retention.controller.js';
import { SiteTelemetryController } from './site-telemetry.controller.js';
import { UnknownSignalsController } from './intake/unknown-signals.controller.js';

@Module({
  imports: [TelemetryModule],
  controllers: [
    MachineTelemetryController,
    SiteTelemetryController,
    DataFlowController,
    DeviceApiController,
    DeviceReadingsController,
    ExportJobsController,
    ExportRunsController,
    ExportSchedulesController,
    FleetValuesController,
    HistoriesController,
    HistoryImportsController,
    IntakeLimitsController,
    QuarantineController,
    ReadingsExportController,
    ReadingHoldsController,
    RetentionController,
    UnknownSignalsController,
  ],
})
export class TelemetryApiModule {}
