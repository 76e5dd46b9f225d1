import 'reflect-metadata';
import { Controller, Get, Post } from '@nestjs/common';
import { AcceptsJson } from '../limits/request-limits.js';
import { Public } from './decorators/public.decorator.js';
import { RequirePermission } from './decorators/require-permission.decorator.js';
import { listRoutes } from './route-access.js';
import { SessionOnly } from './decorators/session-only.decorator.js';
import { SignedIn } from './decorators/signed-in.decorator.js';

@Controller('things')
@RequirePermission('fleet.read')
class ThingsController {
  @Get()
  list(): void {}

  @Post(':id/parts')
  @RequirePermission('parts.write', 'parts.receive')
  @AcceptsJson({ items: 20_000 })
  addPart(): void {}

  @Get('open')
  @Public('A test')
  open(): void {}

  helper(): void {}
}

@Controller()
class BareController {
  @Get('silent')
  silent(): void {}

  @Get('double')
  @Public('A test')
  @SignedIn('A test')
  double(): void {}
}

class DerivedController extends ThingsController {}

describe('access of a route', () => {
  it('is declared by the handler, or else by its controller', () => {
    expect(listRoutes(ThingsController)).toMatchObject([
      {
        method: 'GET',
        path: '/things',
        handler: 'ThingsController.list',
        access: { kind: 'permission', anyOf: ['fleet.read'] },
        sessionOnly: false,
      },
      {
        method: 'POST',
        path: '/things/:id/parts',
        handler: 'ThingsController.addPart',
        access: { kind: 'permission', anyOf: ['parts.write', 'parts.receive'] },
        sessionOnly: false,
      },
      {
        method: 'GET',
        path: '/things/open',
        handler: 'ThingsController.open',
        access: { kind: 'public', reason: 'A test' },
        sessionOnly: false,
      },
    ]);
  });

  it('is reported if it is missing or declared twice', () => {
    expect(listRoutes(BareController).map(({ path, access }) => [path, access])).toEqual([
      ['/silent', undefined],
      ['/double', null],
    ]);
  });

  it('can exclude API keys, for single routes or a whole controller', () => {
    @Controller('mixed')
    @SignedIn('A test')
    class MixedController {
      @Get()
      open(): void {}

      @Post()
      @SessionOnly()
      closed(): void {}
    }
    @Controller('closed')
    @SignedIn('A test')
    @SessionOnly()
    class ClosedController {
      @Get()
      closed(): void {}
    }
    const closed = [MixedController, ClosedController].flatMap(listRoutes);
    expect(closed.map(({ handler, sessionOnly }) => [handler, sessionOnly])).toEqual([
      ['MixedController.open', false],
      ['MixedController.closed', true],
      ['ClosedController.closed', true],
    ]);
  });

  it('determines the request limits, unless the route declares others', () => {
    expect(
      listRoutes(ThingsController).map(({ path, limits: { json, uploadBytes } }) => [
        path,
        json.bytes,
        json.items,
        uploadBytes,
      ]),
    ).toEqual([
      ['/things', 1_048_576, 10_000, 0],
      ['/things/:id/parts', 1_048_576, 20_000, 0],
      ['/things/open', 16_384, 50, 0],
    ]);
  });

  it('is inherited with the route', () => {
    expect(listRoutes(DerivedController)).toHaveLength(3);
  });
});
