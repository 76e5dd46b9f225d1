import 'reflect-metadata';
import { Controller, Get, Module, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Public } from './decorators/public.decorator.js';
import { RouteDeclarations } from './route-declarations.js';

@Controller('open')
class OpenController {
  @Get()
  @Public('A test')
  read(): void {}
}

@Controller('forgotten')
class ForgottenController {
  @Get(':id')
  read(): void {}
}

const start = async (controllers: Type[]): Promise<void> => {
  @Module({ controllers })
  class AreaModule {}
  const app = await Test.createTestingModule({
    imports: [AreaModule],
    providers: [RouteDeclarations],
  }).compile();
  await app.init();
  await app.close();
};

describe('an app', () => {
  it('starts if every route declares its access', async () => {
    await expect(start([OpenController])).resolves.toBeUndefined();
  });

  it('does not start if a route declares no access, and reports the route', async () => {
    await expect(start([OpenController, ForgottenController])).rejects.toThrow(
      /ForgottenController\.read \(GET \/forgotten\/:id\)/,
    );
  });
});
