import { Module } from '@nestjs/common';
import { InternalChannelClient } from '#platform';
import { ServiceModule } from '#service';
import { TelemetryModule } from '#telemetry';
import type { ApiConfig } from '../config.js';
import { API_CONFIG } from '../config.module.js';
import { LiveFeed } from './live.feed.js';
import { LiveInterest } from './live-interest.js';
import { LiveResume } from './live-resume.js';
import { LiveGateway } from './live.gateway.js';
import { SocketDeclarations } from './socket-declarations.js';
import { SocketRights } from './socket-rights.js';
import { WatchableQueries } from './watchable.queries.js';

@Module({
  imports: [ServiceModule, TelemetryModule],
  providers: [
    {
      provide: InternalChannelClient,
      inject: [API_CONFIG],
      useFactory: (config: ApiConfig) => new InternalChannelClient(config, 'api'),
    },
    LiveGateway,
    LiveFeed,
    LiveInterest,
    LiveResume,
    SocketRights,
    SocketDeclarations,
    WatchableQueries,
  ],
})
export class RealtimeApiModule {}
