import { useWorkbench } from '../support/e2e.mjs';

describe('the packaged extension in a real workbench', () => {
  const world = useWorkbench();

  it('opens on the repository', async () => {
    const { workbench } = world;
    await workbench.quickOpen('README.md');
    await workbench.until('its text is shown', async () => /# project/.test(await workbench.editorText()));
  });

  it('is installed and offers its commands', async () => {
    const { workbench } = world;
    await workbench.until(
      'the palette lists them',
      async () => (await workbench.paletteRows('Phased Plans: ')).length > 0,
    );
  });
});
