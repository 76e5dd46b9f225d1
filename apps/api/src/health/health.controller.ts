import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../security/decorators/public.decorator.js';
import { DatabaseHealth } from './database-health.js';
import { HealthDto } from './health.dto.js';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly database: DatabaseHealth) {}

  /**
   * Check that the process is alive.
   * @remarks Returns 200 while the process responds.
   */
  @Get('live')
  @Public('Supervisors have no session')
  live(): HealthDto {
    return { status: 'ok', checks: {} };
  }

  /**
   * Check that the process is ready.
   * @remarks Returns 200 if the database responds within two seconds, and 503 otherwise.
   */
  @Get('ready')
  @Public('Load balancers have no session')
  async ready(@Res({ passthrough: true }) response: Response): Promise<HealthDto> {
    const isUp = await this.database.isUp();
    response.status(isUp ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    return { status: isUp ? 'ok' : 'down', checks: { database: isUp ? 'up' : 'down' } };
  }
}
