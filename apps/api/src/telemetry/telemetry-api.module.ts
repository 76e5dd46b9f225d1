import { Module } from '@nestjs/common';
import { TelemetryModule } from '#telemetry';
import { DataFlowController } from './data-flow.controller.js';
import { DeviceApiController } from './device-api.controller.js';
import { DeviceReadingsController } from './device-readings.controller.js';
import { ExportJobsController } from './export-jobs.controller.js';
import { ExportRunsController } from './export-runs.controller.js';
import { ExportSchedulesController } from './export-schedules.controller.js';
import { FleetValuesController } from './fleet-values.controller.js';
import { HistoriesController } from './histories.controller.js';
import { HistoryImportsController } from './history-imports.controller.js';
import { IntakeLimitsController } from './intake-limits.controller.js';
import { MachineTelemetryController } from './machine-telemetry.controller.js';
import { QuarantineController } from './quarantine.controller.js';
import { ReadingsExportController } from './readings-export.controller.js';
import { ReadingHoldsController } from './reading-holds.controller.js';
import { RetentionController } from './retention.controller.js';
import { SiteTelemetryController } from './site-telemetry.controller.js';
import { UnknownSignalsController } from './unknown-signals.controller.js';

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
