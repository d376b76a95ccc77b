/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

/**
 * rig_wait:
 * @rig: a rig
 * @role: what the node must be
 * @name: a pattern of its name
 *
 * Waits until a node is there.
 *
 * Returns: (transfer full): the node
 */
DisplayNode *
rig_wait (Rig         *rig,
          DisplayRole  role,
          const char  *name)
{
  return display_node_wait (rig->root, role, name, NULL);
}

/**
 * rig_find:
 * @rig: a rig
 * @role: what the node must be
 * @name: a pattern of its name
 *
 * Looks for a node.
 *
 * Returns: (transfer full) (nullable): the node, or %NULL when it is not there now
 */
DisplayNode *
rig_find (Rig         *rig,
          DisplayRole  role,
          const char  *name)
{
  return display_node_find (rig->root, role, name, NULL);
}

/**
 * rig_wait_label:
 * @rig: a rig
 * @words: a pattern of what it says
 *
 * Waits until a label says something.
 */
void
rig_wait_label (Rig        *rig,
                const char *words)
{
  g_autoptr(DisplayNode) label = rig_wait (rig, DISPLAY_ROLE_LABEL, words);
}

/* Reading the whole tree takes a while, and these never go. */
static DisplayNode *
keep (Rig         *rig,
      DisplayRole  role,
      const char  *name)
{
  DisplayNode *node = g_hash_table_lookup (rig->found, name);

  if (node != NULL)
    return node;

  node = rig_wait (rig, role, name);
  g_hash_table_insert (rig->found, (gpointer) name, node);

  return node;
}

static gboolean
is_inside (Rig         *rig,
           DisplayNode *node)
{
  DisplayRect rect, frame;

  return display_node_get_rect (node, &rect) && display_window_get_rect (rig->window, &frame) &&
         rect.y >= 0 && rect.y + rect.height <= frame.height;
}

/**
 * rig_press:
 * @rig: a rig
 * @name: a pattern of a button's name
 * @description: (nullable): a pattern of its description
 *
 * Waits until a button can be pressed, scrolls to it and presses it with the pointer.
 */
void
rig_press (Rig        *rig,
           const char *name,
           const char *description)
{
  g_autoptr(DisplayNode) button = display_node_wait (rig->root, DISPLAY_ROLE_PUSH_BUTTON, name,
                                                     description);

  display_node_wait_state (button, DISPLAY_STATE_SENSITIVE, TRUE);
  if (!is_inside (rig, button))
    display_node_scroll_to (button);
  display_node_click (button);
}

/**
 * rig_enter:
 * @rig: a rig
 * @text: any text
 *
 * Puts @text into the entry for IDs.
 */
void
rig_enter (Rig        *rig,
           const char *text)
{
  display_node_set_text (keep (rig, DISPLAY_ROLE_TEXT, "Video ID"), text);
}

/**
 * rig_fetch:
 * @rig: a rig
 * @text: an ID, or what else is put into the entry
 *
 * Fetches it with the pointer.
 */
void
rig_fetch (Rig        *rig,
           const char *text)
{
  DisplayNode *button = keep (rig, DISPLAY_ROLE_PUSH_BUTTON, "Fetch");
  DisplayRect rect;

  rig_enter (rig, text);
  display_node_wait_state (button, DISPLAY_STATE_SENSITIVE, TRUE);
  g_assert_true (display_node_get_rect (button, &rect));
  display_window_click (rig->window, rect.x + rect.width / 2, rect.y + rect.height / 2, 1, 1);
}

/**
 * rig_fetch_new:
 * @rig: a rig
 * @options: what the stand-in shall answer
 * @number: which video of that kind
 *
 * Fetches a video of the stand-in.
 *
 * Returns: (transfer full): its ID
 */
char *
rig_fetch_new (Rig        *rig,
               const char *options,
               guint       number)
{
  char *video_id = stand_in_dup_id (options, number);

  rig_fetch (rig, video_id);

  return video_id;
}

/**
 * rig_wait_status:
 * @rig: a rig
 * @word: the word for a status
 *
 * Waits until that status is shown.
 */
void
rig_wait_status (Rig        *rig,
                 const char *word)
{
  DisplayNode *box = keep (rig, DISPLAY_ROLE_PANEL, "Status");
  g_autoptr(DisplayNode) label = display_node_wait (box, DISPLAY_ROLE_LABEL, word, NULL);
}

/**
 * rig_is_shown:
 * @rig: a rig
 * @video_id: an ID
 *
 * Tells whether that video is on the page now.
 *
 * Returns: %TRUE when it is
 */
gboolean
rig_is_shown (Rig        *rig,
              const char *video_id)
{
  g_autofree char *pattern = g_strconcat ("*", video_id, "*", NULL);
  DisplayNode *details = keep (rig, DISPLAY_ROLE_LIST, "Details");
  g_autoptr(DisplayNode) label = display_node_find (details, DISPLAY_ROLE_LABEL, pattern, NULL);

  return label != NULL;
}

/**
 * rig_wait_video:
 * @rig: a rig
 * @video_id: an ID
 * @word: (nullable): the word for its status
 *
 * Waits until that video is on the page.
 */
void
rig_wait_video (Rig        *rig,
                const char *video_id,
                const char *word)
{
  g_autofree char *pattern = g_strconcat ("*", video_id, "*", NULL);
  DisplayNode *details = keep (rig, DISPLAY_ROLE_LIST, "Details");
  g_autoptr(DisplayNode) label = display_node_wait (details, DISPLAY_ROLE_LABEL, pattern, NULL);

  if (word != NULL)
    rig_wait_status (rig, word);
}

/**
 * rig_show:
 * @rig: a rig
 * @options: what the stand-in shall answer
 * @number: which video of that kind
 * @word: (nullable): the word for its status
 *
 * Fetches a video of the stand-in and waits until it is on the page.
 */
void
rig_show (Rig        *rig,
          const char *options,
          guint       number,
          const char *word)
{
  g_autofree char *video_id = rig_fetch_new (rig, options, number);

  rig_wait_video (rig, video_id, word);
}

/**
 * rig_wait_problem:
 * @rig: a rig
 * @title: what the bar says
 * @button: (nullable): the button in it; %NULL for none
 *
 * Waits until a problem is shown.
 */
void
rig_wait_problem (Rig        *rig,
                  const char *title,
                  const char *button)
{
  g_autoptr(DisplayNode) label = rig_wait (rig, DISPLAY_ROLE_LABEL, title);
  g_autoptr(DisplayNode) found = NULL;

  g_assert_true (is_inside (rig, label));
  if (button != NULL)
    found = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, button);
}

/**
 * rig_wait_mended:
 * @rig: a rig
 * @title: what the bar said
 *
 * Waits until a problem is shown no more.
 */
void
rig_wait_mended (Rig        *rig,
                 const char *title)
{
  display_node_wait_gone (rig->root, DISPLAY_ROLE_LABEL, title, NULL);
}

/**
 * rig_choose:
 * @rig: a rig
 * @item: a pattern of what it says
 *
 * Opens the menu of the window and does what an item of it says.
 */
void
rig_choose (Rig        *rig,
            const char *item)
{
  g_autoptr(DisplayNode) node = NULL;

  display_window_press (rig->window, "F10");
  node = rig_wait (rig, DISPLAY_ROLE_MENU_ITEM, item);
  display_node_activate (node);
}

/**
 * rig_open_token:
 * @rig: a rig
 *
 * Opens the dialog for the token.
 *
 * Returns: (transfer full): its window
 */
DisplayWindow *
rig_open_token (Rig *rig)
{
  display_window_press (rig->window, "Control+comma");

  return display_window_wait (rig->app, "API Token");
}

/**
 * rig_wait_row:
 * @rig: a rig
 * @title: what the row of a file is called
 *
 * Waits until the row of a file is there.
 *
 * Returns: (transfer full): the row
 */
DisplayNode *
rig_wait_row (Rig        *rig,
              const char *title)
{
  return rig_wait (rig, DISPLAY_ROLE_LIST_ITEM, title);
}
