/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-clipboard.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <glib-unix.h>
#include <string.h>

#define MAX_LONGS (1 << 20)

struct _DisplayClipboard
{
  Display *x;
  Window window;
  Atom selection;
  Atom targets;
  Atom utf8;
  Atom property;
  guint source;
  char *text;
  gboolean is_answered;
  char *answer;
};

static void
answer_request (DisplayClipboard             *self,
                const XSelectionRequestEvent *request)
{
  Atom offered[] = { self->targets, self->utf8 };
  Atom property = request->property != None ? request->property : request->target;
  XEvent event = { 0 };

  if (request->target == self->targets)
    XChangeProperty (self->x, request->requestor, property, XA_ATOM, 32, PropModeReplace,
                     (unsigned char *) offered, G_N_ELEMENTS (offered));
  else if (request->target == self->utf8 && self->text != NULL)
    XChangeProperty (self->x, request->requestor, property, self->utf8, 8, PropModeReplace,
                     (unsigned char *) self->text, (int) strlen (self->text));
  else
    property = None;

  event.xselection.type = SelectionNotify;
  event.xselection.requestor = request->requestor;
  event.xselection.selection = request->selection;
  event.xselection.target = request->target;
  event.xselection.property = property;
  event.xselection.time = request->time;
  XSendEvent (self->x, request->requestor, False, NoEventMask, &event);
}

static void
take_answer (DisplayClipboard      *self,
             const XSelectionEvent *event)
{
  Atom type;
  int format;
  gulong n_items, after;
  unsigned char *value = NULL;

  self->is_answered = TRUE;
  if (event->property == None)
    return;

  XGetWindowProperty (self->x, self->window, self->property, 0, MAX_LONGS, True, AnyPropertyType,
                      &type, &format, &n_items, &after, &value);
  g_free (self->answer);
  self->answer = g_strdup ((const char *) value);
  g_clear_pointer (&value, XFree);
}

/* Until nothing is queued: what Xlib has read already makes its socket readable no more. */
static void
drain (DisplayClipboard *self)
{
  XEvent event;

  while (XPending (self->x) > 0)
    {
      XNextEvent (self->x, &event);
      if (event.type == SelectionRequest)
        answer_request (self, &event.xselectionrequest);
      else if (event.type == SelectionNotify)
        take_answer (self, &event.xselection);
      else if (event.type == SelectionClear)
        g_clear_pointer (&self->text, g_free);
    }
  XFlush (self->x);
}

static gboolean
on_readable (int          fd,
             GIOCondition condition,
             gpointer     data)
{
  drain (data);

  return G_SOURCE_CONTINUE;
}

/**
 * display_clipboard_new:
 * @session: a session
 *
 * Makes a program beside the one under test; the clipboard stays as it is.
 *
 * Returns: (transfer full): the clipboard as it is seen from there
 */
DisplayClipboard *
display_clipboard_new (DisplaySession *session)
{
  DisplayClipboard *self = g_new0 (DisplayClipboard, 1);

  /* A connection of its own: its events must not wait behind those of nobody. */
  self->x = XOpenDisplay (DisplayString (display_session_get_x (session)));
  g_assert_nonnull (self->x);
  self->window = XCreateSimpleWindow (self->x, DefaultRootWindow (self->x), 0, 0, 1, 1, 0, 0, 0);
  self->selection = XInternAtom (self->x, "CLIPBOARD", False);
  self->targets = XInternAtom (self->x, "TARGETS", False);
  self->utf8 = XInternAtom (self->x, "UTF8_STRING", False);
  self->property = XInternAtom (self->x, "DISPLAY_CLIPBOARD", False);
  self->source = g_unix_fd_add (ConnectionNumber (self->x), G_IO_IN, on_readable, self);

  return self;
}

/**
 * display_clipboard_free:
 * @self: (transfer full): a clipboard
 *
 * Ends the program; what it copied is lost.
 */
void
display_clipboard_free (DisplayClipboard *self)
{
  g_source_remove (self->source);
  XCloseDisplay (self->x);
  g_free (self->text);
  g_free (self->answer);
  g_free (self);
}

/**
 * display_clipboard_set_text:
 * @self: a clipboard
 * @text: any text
 *
 * Copies @text, so that it can be pasted into the program under test.
 */
void
display_clipboard_set_text (DisplayClipboard *self,
                            const char       *text)
{
  g_free (self->text);
  self->text = g_strdup (text);
  XSetSelectionOwner (self->x, self->selection, self->window, CurrentTime);
  XSync (self->x, False);
  g_assert_true (XGetSelectionOwner (self->x, self->selection) == self->window);
  drain (self);
}

static gboolean
is_answered (gpointer data)
{
  DisplayClipboard *self = data;

  drain (self);

  return self->is_answered;
}

/**
 * display_clipboard_dup_text:
 * @self: a clipboard
 *
 * Gets what would be pasted now.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL when no text was copied
 */
char *
display_clipboard_dup_text (DisplayClipboard *self)
{
  self->is_answered = FALSE;
  g_clear_pointer (&self->answer, g_free);
  XConvertSelection (self->x, self->selection, self->utf8, self->property, self->window,
                     CurrentTime);
  XFlush (self->x);

  if (!display_wait (is_answered, self))
    g_error ("who owns the clipboard does not answer");

  return g_steal_pointer (&self->answer);
}

/**
 * display_clipboard_wait_text:
 * @self: a clipboard
 * @text: a pattern
 *
 * Waits until what would be pasted is like @text.
 */
void
display_clipboard_wait_text (DisplayClipboard *self,
                             const char       *text)
{
  gint64 deadline = g_get_monotonic_time () + DISPLAY_DEADLINE * G_USEC_PER_SEC;
  g_autofree char *last = NULL;

  do
    {
      g_free (last);
      last = display_clipboard_dup_text (self);
      if (last != NULL && g_pattern_match_simple (text, last))
        return;
    }
  while (g_get_monotonic_time () < deadline);

  g_error ("the clipboard holds \"%s\", not \"%s\"", last, text);
}
