import { Body, Controller, Param, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SignalsService } from '#equipment';
import type { Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { SignalChangesDto, SignalDto } from './models.dto.js';
import { fromSignalChangesDto, toSignalDto } from './signal-views.js';

@ApiTags('registry')
@Controller('signals')
export class SignalsController {
  constructor(private readonly signals: SignalsService) {}

  /**
   * Update a signal.
   * @remarks Changes a signal of a model or a device. Its unit and kind cannot be changed once it has readings.
   */
  @Patch(':id')
  @RequirePermission('registry.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: SignalChangesDto,
  ): Promise<SignalDto> {
    return toSignalDto(await this.signals.change(scope, id, version, fromSignalChangesDto(body)));
  }
}
