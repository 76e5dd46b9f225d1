import 'reflect-metadata';
import { Controller, Get, Post } from '@nestjs/common';
import { Public } from './public.decorator.js';
import { RequirePermission } from './require-permission.decorator.js';
import { listRoutes } from './route-access.js';
import { SignedIn } from './signed-in.decorator.js';

@Controller('things')
@RequirePermission('fleet.read')
class ThingsController {
  @Get()
  list(): void {}

  @Post(':id/parts')
  @RequirePermission('parts.write', 'parts.receive')
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

describe('what routes declare', () => {
  it("is their own word, else their controller's", () => {
    expect(listRoutes(ThingsController)).toEqual([
      {
        method: 'GET',
        path: '/things',
        handler: 'ThingsController.list',
        access: { kind: 'permission', anyOf: ['fleet.read'] },
      },
      {
        method: 'POST',
        path: '/things/:id/parts',
        handler: 'ThingsController.addPart',
        access: { kind: 'permission', anyOf: ['parts.write', 'parts.receive'] },
      },
      {
        method: 'GET',
        path: '/things/open',
        handler: 'ThingsController.open',
        access: { kind: 'public', reason: 'A test' },
      },
    ]);
  });

  it('is noticed when it is missing or said twice', () => {
    expect(listRoutes(BareController).map(({ path, access }) => [path, access])).toEqual([
      ['/silent', undefined],
      ['/double', null],
    ]);
  });

  it('is inherited with the route', () => {
    expect(listRoutes(DerivedController)).toHaveLength(3);
  });
});
