using System.Text;
using MimeKit.Text;

namespace Chancery.Mail.Documents.Html;

/// <summary>Collects the text of one HTML document, once as it is shown and, from the first hidden text on, once with all of it.</summary>
internal sealed class HtmlReading(ReadingBudget budget)
{
    private readonly StringBuilder _shown = new();
    private readonly StringBuilder _aside = new();
    private readonly StyleSheet _styles = new();
    private readonly HiddenScope _hidden = new();
    private StringBuilder? _whole;
    private bool _inStyle;
    private bool _mayBeShown;

    public ReadingBudget Budget => budget;

    public void Data(string data)
    {
        if (_inStyle)
        {
            _styles.Add(data);
            return;
        }
        budget.Take(data.Length);
        if (!_hidden.IsOpen)
        {
            _shown.Append(data);
            _whole?.Append(data);
            return;
        }
        (_whole ??= new StringBuilder().Append(_shown)).Append(data);
    }

    public void Tag(HtmlTagToken tag)
    {
        if (tag.Id == HtmlTagId.Style) _inStyle = !tag.IsEndTag && !tag.IsEmptyElement;
        if (HtmlElements.BreakOf(tag.Id) is { } mark) Break(mark);
        if (tag.IsEndTag)
        {
            _hidden.Close(tag.Name);
            return;
        }
        Aside(tag);
        if (HtmlElements.IsVoid(tag.Id) || tag.IsEmptyElement && !_hidden.IsOpen) return;
        _hidden.Open(tag.Name, _hidden.IsOpen ? Visibility.Shown : _styles.Judge(tag));
        _mayBeShown |= _hidden.IsOpen && _hidden.IsDoubtful;
    }

    /// <summary>As shown; with what is hidden too where that is not sure.</summary>
    public IReadOnlyList<string> Finish()
    {
        if (_aside.Length > 0)
        {
            _shown.Append('\n').Append(_aside);
            _whole?.Append('\n').Append(_aside);
        }
        var doubtful = _mayBeShown || _hidden.WasUntidy || _styles.MayShow;
        return _whole is null || !doubtful ? [_shown.ToString()] : [_shown.ToString(), _whole.ToString()];
    }

    private void Break(char mark)
    {
        budget.Take(1);
        if (!_hidden.IsOpen) _shown.Append(mark);
        _whole?.Append(mark);
    }

    /// <summary>Attributes that are shown: in place of an image, in a field, over an element.</summary>
    private void Aside(HtmlTagToken tag)
    {
        foreach (var attribute in tag.Attributes)
        {
            var told = attribute.Id switch
            {
                HtmlAttributeId.Alt or HtmlAttributeId.Title => true,
                HtmlAttributeId.Value => tag.Id is HtmlTagId.Input or HtmlTagId.Button && !IsHiddenField(tag),
                _ => attribute.Name.Equals("placeholder", StringComparison.OrdinalIgnoreCase),
            };
            if (!told || string.IsNullOrWhiteSpace(attribute.Value)) continue;
            budget.Take(attribute.Value.Length);
            _aside.Append(attribute.Value).Append('\n');
        }
    }

    private static bool IsHiddenField(HtmlTagToken tag) =>
        tag.Attributes.Any(attribute => attribute.Id == HtmlAttributeId.Type && string.Equals(attribute.Value, "hidden", StringComparison.OrdinalIgnoreCase));
}
