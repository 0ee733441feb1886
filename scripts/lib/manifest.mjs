// The parts of package.json that follow from src/.

const SEVERITY = 'phasedPlans.problems.severity';

/** The manifest with a setting for each rule. */
export function withRules(manifest, rules) {
  const group = manifest.contributes.configuration.find(({ properties }) => SEVERITY in properties);
  group.properties[SEVERITY].properties = Object.fromEntries(
    rules.map(({ id, severity, description }) => [
      id,
      { enum: ['error', 'warning', 'info', 'off'], default: severity, markdownDescription: description },
    ]),
  );
  return manifest;
}

/** Commands that mean nothing without what they are called on: the Command Palette hides them. */
const hidden = ['nodeCommands', 'editorCommands', 'libraryCommands'];

/** The manifest with the category of each command, and its entry of the Command Palette. */
export function withIds(manifest, ids) {
  const { commands, menus } = manifest.contributes;
  const present = new Map(menus.commandPalette.map(({ command, when }) => [command, when]));
  for (const each of commands) each.category = 'Phased Plans';
  menus.commandPalette = commands.map(({ command }) => ({ command, when: whenOf(command, ids, present.get(command)) }));
  return manifest;
}

function whenOf(command, ids, present = 'isWorkspaceTrusted') {
  if (hidden.some((group) => Object.values(ids[group]).includes(command))) return 'false';
  const name = Object.keys(ids.commands).find((each) => ids.commands[each] === command);
  const can = ids.anyFolderContextKeys[name];
  if (!can) return present;
  // A new command needs trust; from one that only shows something, that clause is deleted by hand.
  return present.includes('isWorkspaceTrusted') ? `isWorkspaceTrusted && ${can}` : can;
}

/** The manifest with the tools that agents in VS Code's chat have: those of the table. */
export function withTools(manifest, tools) {
  const folder = { type: 'string', description: 'The workspace folder by its name; left out: whose plan is shown' };
  manifest.contributes.languageModelTools = tools.map(({ name, title, description, takes }) => ({
    name,
    displayName: title,
    modelDescription: `Phased Plans: ${description}`,
    userDescription: description,
    icon: '$(list-tree)',
    tags: ['phased-plans'],
    canBeReferencedInPrompt: true,
    toolReferenceName: name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()),
    inputSchema: { ...takes, properties: { ...takes.properties, folder } },
  }));
  return manifest;
}
