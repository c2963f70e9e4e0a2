namespace Chancery.Mail.Documents.Html;

internal enum Visibility
{
    Shown,

    /// <summary>By the element itself; only a style sheet could show it.</summary>
    Hidden,

    /// <summary>Hidden by a style sheet, or hard to see: a reader may find it.</summary>
    Faint,
}

/// <summary>Where a hidden element begins and ends. What is not tidily nested ends elsewhere for others (HTML, section 13.2.6).</summary>
internal sealed class HiddenScope
{
    private const int MaxDepth = 1000;

    private readonly Stack<string> _open = new();

    public bool IsOpen => _open.Count > 0;

    public bool IsDoubtful { get; private set; }

    /// <summary>Once an end did not fit, or one was missing.</summary>
    public bool WasUntidy { get; private set; }

    public void Open(string name, Visibility visibility)
    {
        if (_open.Count == 0)
        {
            if (visibility == Visibility.Shown) return;
            IsDoubtful = visibility == Visibility.Faint;
        }
        else if (_open.Count >= MaxDepth || EndsByItself(_open.Peek()))
            WasUntidy = true;
        if (_open.Count < MaxDepth) _open.Push(name);
    }

    public void Close(string name)
    {
        if (_open.Count == 0) return;
        if (_open.Peek().Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            _open.Pop();
            return;
        }
        WasUntidy = true;
        // The end of something around it ends the hidden element as well.
        if (!_open.Contains(name, StringComparer.OrdinalIgnoreCase)) _open.Clear();
        else
            while (!_open.Pop().Equals(name, StringComparison.OrdinalIgnoreCase)) { }
    }

    /// <summary>Elements whose end may be left out: another one within may end them.</summary>
    private static bool EndsByItself(string name) => name.ToLowerInvariant() is "p" or "li" or "td" or "th" or "tr" or "option" or "dd" or "dt";
}
