import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ComponentsService } from '#equipment';
import { Clock, type Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { toComponentDto } from './machine-view.queries.js';
import {
  ComponentChangesDto,
  ComponentDto,
  ComponentListDto,
  ExchangeDto,
  ExchangedDto,
  NewComponentDto,
} from './machines.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('registry')
@Controller()
export class ComponentsController {
  constructor(
    private readonly components: ComponentsService,
    private readonly clock: Clock,
  ) {}

  /**
   * List components of a machine.
   * @remarks Returns the current and former components of a machine with their serial numbers and lots. Customers see
   * only the components that were installed while the machine was at their sites.
   */
  @Get('machines/:id/components')
  @RequirePermission('fleet.read')
  async list(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<ComponentListDto> {
    return toWholeList((await this.components.list(scope, id)).map(toComponentDto));
  }

  /** Install a component. */
  @Post('machines/:id/components')
  @RequirePermission('registry.write')
  @Idempotent()
  async install(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { installedAt = this.clock.now(), ...body }: NewComponentDto,
  ): Promise<ComponentDto> {
    return toComponentDto(await this.components.install(scope, id, { ...body, installedAt }));
  }

  /**
   * Update a component.
   * @remarks Corrects the data of a component, or records its removal from the machine.
   */
  @Patch('components/:id')
  @RequirePermission('registry.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ComponentChangesDto,
  ): Promise<ComponentDto> {
    return toComponentDto(await this.components.change(scope, id, version, body));
  }

  /**
   * Exchange a component.
   * @remarks Records that a component was removed and another one was installed in its position.
   */
  @Post('components/:id/exchange')
  @RequirePermission('registry.write')
  @Idempotent()
  async exchange(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() { occurredAt = this.clock.now(), ...body }: ExchangeDto,
  ): Promise<ExchangedDto> {
    const { removed, installed } = await this.components.exchange(scope, id, version, {
      ...body,
      occurredAt,
    });
    return { removed: toComponentDto(removed), installed: toComponentDto(installed) };
  }
}
