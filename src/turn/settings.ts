import { resolve } from "node:path";
import type { HelpDesk } from "../../dialogs/wording/helpDesk.ts";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { defineSettings } from "../settings/group.ts";
import { filePath, words } from "../settings/schemas.ts";
import { publicSetting } from "../settings/setting.ts";

export const knowledgeSettings = defineSettings({
  variables: { TREE_FILE: publicSetting(filePath.default(embeddedTree).transform((file) => resolve(file))) },
  read: ({ TREE_FILE }) => ({ treeFile: TREE_FILE }),
});

export const helpDeskSettings = defineSettings({
  variables: {
    HELP_DESK_NAME: publicSetting(words.default("the help desk")),
    HELP_DESK_CONTACT: publicSetting(words.optional()),
    HELP_DESK_HOURS: publicSetting(words.optional()),
  },
  read: (data): HelpDesk => ({
    name: data.HELP_DESK_NAME,
    contact: data.HELP_DESK_CONTACT,
    hours: data.HELP_DESK_HOURS,
  }),
});
