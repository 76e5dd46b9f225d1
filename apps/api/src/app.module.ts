import { join } from 'node:path';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { PaymentsModule } from '#payments';
import { databaseUrlFor, PlatformModule } from '#platform';
import { AlarmsApiModule } from './alarms/alarms-api.module.js';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { AuditModule } from './audit/audit.module.js';
import { BillingApiModule } from './billing/billing-api.module.js';
import { ReceivablesApiModule } from './receivables/receivables-api.module.js';
import { BrokerModule } from './broker/broker.module.js';
import type { ApiConfig } from './config.js';
import { ConfigModule } from './config.module.js';
import { ContractsApiModule } from './contracts/contracts-api.module.js';
import { CustomersApiModule } from './customers/customers-api.module.js';
import { DevicesApiModule } from './devices/devices-api.module.js';
import { DiagnosticsApiModule } from './diagnostics/diagnostics-api.module.js';
import { FilesApiModule } from './files/files-api.module.js';
import { FirstHourModule } from './first-hour/first-hour.module.js';
import { FleetApiModule } from './fleet/fleet-api.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { ImportsApiModule } from './imports/imports-api.module.js';
import { loggingOptions } from './logging.js';
import { MachinesApiModule } from './machines/machines-api.module.js';
import { MeteringApiModule } from './metering/metering-api.module.js';
import { ModelsApiModule } from './models/models-api.module.js';
import { NotificationsApiModule } from './notifications/notifications-api.module.js';
import { OrganizationApiModule } from './organization/organization-api.module.js';
import { OverviewsApiModule } from './overviews/overviews-api.module.js';
import { PartsApiModule } from './parts/parts-api.module.js';
import { RealtimeApiModule } from './realtime/realtime-api.module.js';
import { RevenueApiModule } from './revenue/revenue-api.module.js';
import { SecurityModule } from './security/security.module.js';
import { SessionModule } from './session/session.module.js';
import { SavedViewsModule } from './saved-views/saved-views.module.js';
import { SearchApiModule } from './search/search-api.module.js';
import { SitesApiModule } from './sites/sites-api.module.js';
import { TechniciansApiModule } from './technicians/technicians-api.module.js';
import { TelemetryApiModule } from './telemetry/telemetry-api.module.js';
import { TermsApiModule } from './terms/terms-api.module.js';
import { TicketsApiModule } from './tickets/tickets-api.module.js';
import { UsersModule } from './users/users.module.js';

/** Modules of all areas that the API serves. */
export const AREAS: readonly Type[] = [
  HealthModule,
  SessionModule,
  FirstHourModule,
  UsersModule,
  ApiKeysModule,
  AuditModule,
  OrganizationApiModule,
  CustomersApiModule,
  SavedViewsModule,
  SearchApiModule,
  OverviewsApiModule,
  SitesApiModule,
  ModelsApiModule,
  MachinesApiModule,
  DevicesApiModule,
  ImportsApiModule,
  FleetApiModule,
  PartsApiModule,
  TelemetryApiModule,
  AlarmsApiModule,
  DiagnosticsApiModule,
  TicketsApiModule,
  FilesApiModule,
  TechniciansApiModule,
  RealtimeApiModule,
  ContractsApiModule,
  TermsApiModule,
  MeteringApiModule,
  BillingApiModule,
  ReceivablesApiModule,
  RevenueApiModule,
  NotificationsApiModule,
];

/** Root module of the API: HTTP and sockets on top of the libs. */
@Module({})
export class AppModule {
  /** @param areas a subset of the areas, for tests */
  static forRoot(config: ApiConfig, areas: readonly Type[] = AREAS): DynamicModule {
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot(loggingOptions(config.logLevel)),
        ConfigModule.forRoot(config),
        PlatformModule.forRoot({
          databaseUrl: databaseUrlFor('dutycycle_app', config.databaseUrl, config.secret),
          applicationName: 'dutycycle-api',
          poolSize: config.databasePoolSize,
          clockOffsetMs: config.clockOffsetMs,
          filesFolder: join(config.home, 'files'),
          secret: config.secret,
        }),
        PaymentsModule.forRoot(config.stripe),
        SecurityModule,
        HttpModule,
        BrokerModule,
        ...areas,
      ],
    };
  }
}
