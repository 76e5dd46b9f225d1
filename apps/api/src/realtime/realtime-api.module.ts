import { Module } from '@nestjs/common';
import { InternalChannelClient } from '#platform';
import { ServiceModule } from '#service';
import type { ApiConfig } from '../config.js';
import { API_CONFIG } from '../config.module.js';
import { LiveFeed } from './live.feed.js';
import { LiveGateway } from './live.gateway.js';
import { SocketDeclarations } from './socket-declarations.js';
import { SocketRights } from './socket-rights.js';
import { WatchableQueries } from './watchable.queries.js';

@Module({
  imports: [ServiceModule],
  providers: [
    {
      provide: InternalChannelClient,
      inject: [API_CONFIG],
      useFactory: (config: ApiConfig) => new InternalChannelClient(config, 'api'),
    },
    LiveGateway,
    LiveFeed,
    SocketRights,
    SocketDeclarations,
    WatchableQueries,
  ],
})
export class RealtimeApiModule {}
